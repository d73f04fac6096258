/**
 * Mean self-information of what is shown (Castells, Hurley & Vargas 2015): −log2(people who rated the movie / people),
 * in bits, over all places of all first k; a movie that nobody rated counts as rated by one.
 * @param raters number of people in train who rated each movie
 */
export function novelty(
  lists: readonly (readonly number[])[],
  k: number,
  { raters, people }: { readonly raters: ReadonlyMap<number, number>; readonly people: number },
): number {
  let bits = 0;
  let places = 0;
  for (const list of lists) {
    for (let place = 0; place < Math.min(k, list.length); place++) {
      bits -= Math.log2(Math.max(raters.get(list[place]!) ?? 0, 1) / people);
      places++;
    }
  }
  return places === 0 ? 0 : bits / places;
}
