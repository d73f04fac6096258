import { seededRandom } from '../../recommender/src/random.ts';

/** How large a matrix is; `pairs` is what is aimed at. */
export interface Shape {
  readonly users: number;
  readonly movies: number;
  readonly pairs: number;
}

/**
 * Who saw what, in the manner of MovieLens: log-normal numbers of films a person (20 at least, a third of the catalogue at
 * most), films drawn by 1 / (rank + 295)². Pairs are distinct, ordered by person.
 */
export function randomPairs(shape: Shape): { readonly users: Int32Array; readonly movies: Int32Array } {
  const random = seededRandom(20);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const weights = Float64Array.from({ length: shape.users }, () => Math.exp(1.15 * normal()));
  const mean = weights.reduce((sum, value) => sum + value, 0) / shape.users;
  const more = Math.max(1, shape.pairs / shape.users - 20);
  const most = Math.floor(shape.movies / 3);
  const sums = new Float64Array(shape.movies);
  let total = 0;
  for (let movie = 0; movie < shape.movies; movie++) sums[movie] = total += 1 / (movie + 295) ** 2;
  const [users, movies]: [number[], number[]] = [[], []];
  weights.forEach((weight, user) => {
    const wanted = Math.min(most, Math.floor(20 + (weight / mean) * more));
    const seen = new Set<number>();
    while (seen.size < wanted) seen.add(placeOf(random() * total, sums));
    for (const movie of seen) {
      users.push(user);
      movies.push(movie);
    }
  });
  return { users: Int32Array.from(users), movies: Int32Array.from(movies) };
}

/** The first place whose running sum is more than a value. */
function placeOf(value: number, sums: Float64Array): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
