import type { DemoFilm } from '#demo/catalogue';
import { filmTraits } from '#demo/film-traits';
import type { FilmTraits } from '#demo/film-traits';
import { imaginePerson, namesOf } from '#demo/people';
import type { ImaginaryPerson } from '#demo/people';
import { Random } from '#demo/random';

export const DEMO_PEOPLE = 1500;
export const DEMO_SEED = 1895;

/** What a person who does not exist gave to a film. */
export interface DemoRating {
  /** Number of the person, from 1. */
  readonly person: number;
  readonly movieId: number;
  /** 1 to 10. */
  readonly halfStars: number;
  /** Whole seconds since 1970-01-01 UTC. */
  readonly time: number;
}

/** A person sees films in so many stretches; what they liked in one stretch they look for more of in the next. */
const STRETCHES = 4;
const MEAN_STARS = 3;
const FAVOURITE = 0.6;
const MORE_OF_THE_SAME = 0.35;

/**
 * The ratings of imaginary people, one person at a time; the same for the same films and seed.
 *
 * The liking of person p for film f at the time τ (0 first day … 1 last day):
 *
 *   liking = Σ ((1 − τ) before + τ after) · affinity(f)  +  Σ unnamed(p) · unnamed(f)
 *          + 0.6 for each favourite director or actor  + 0.35 for a director of a film they gave 4 stars or more
 *
 *   they see f    by the weight   exp(mainstream · reach(f) + 0.9 · liking), never before it was made; whether they
 *                 come across it is drawn once and for all
 *   they give     3 + quality(f) + bias + temper · (0.55 · liking + 0.6 · noise)   stars, in halves from 0.5 to 5
 *
 * Fame decides who rates, acclaim the mean (film-traits.ts); people differ by tastes, mean, spread and habits
 * (people.ts).
 */
export function* imagineRatings(
  films: readonly DemoFilm[],
  { people = DEMO_PEOPLE, seed = DEMO_SEED }: { readonly people?: number; readonly seed?: number } = {},
): Generator<DemoRating[]> {
  const world: World = {
    films,
    traits: filmTraits(films, seed),
    filmsOf: indexByName(films, ({ directors, actors }) => new Set([...directors, ...actors])),
    directedBy: indexByName(films, ({ directors }) => directors),
  };
  const names = namesOf(films);
  for (let number = 1; number <= people; number += 1) {
    // A source of chance for each person: one person more changes nothing for the others.
    const random = new Random(seed * 100_003 + number);
    yield ratingsOf(imaginePerson(number, names, random), world, random);
  }
}

interface World {
  readonly films: readonly DemoFilm[];
  readonly traits: FilmTraits;
  /** Name → indices of the films that the person made or plays in. */
  readonly filmsOf: ReadonlyMap<string, readonly number[]>;
  readonly directedBy: ReadonlyMap<string, readonly number[]>;
}

function ratingsOf(person: ImaginaryPerson, world: World, random: Random): DemoRating[] {
  const { films, traits } = world;
  const ratings: DemoRating[] = [];
  const chance = Float64Array.from(films, (_, f) => person.mainstream * traits.reach[f]! + random.gumbel());
  const liked = new Set<string>();
  const length = (person.to - person.from) / STRETCHES;
  for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
    const start = person.from + stretch * length;
    const year = new Date(start * 1000).getUTCFullYear();
    const liking = likingOf(person, world, { share: stretch / (STRETCHES - 1), liked });
    const keys = new Float64Array(films.length);
    for (let f = 0; f < keys.length; f += 1)
      keys[f] = films[f]!.year > year ? -Infinity : chance[f]! + 0.9 * liking[f]!;
    const wanted = Math.ceil((person.ratings * (stretch + 1)) / STRETCHES) - ratings.length;
    for (const f of largest(keys, wanted)) {
      const { id, directors } = films[f]!;
      const inner = person.temper * (0.55 * liking[f]! + 0.6 * random.normal());
      const stars = MEAN_STARS + traits.quality[f]! + person.bias + inner;
      const halfStars = rounded(stars, random.uniform() < person.wholeStars);
      chance[f] = -Infinity;
      if (halfStars >= 8) for (const director of directors) liked.add(director);
      const time = Math.floor(start + length * random.uniform());
      ratings.push({ person: person.number, movieId: id, halfStars, time });
    }
  }
  return ratings;
}

/** How much a person likes each film at a time, before any noise. */
function likingOf(
  { before, after, unnamed, favourites }: ImaginaryPerson,
  { films, traits, filmsOf, directedBy }: World,
  { share, liked }: { readonly share: number; readonly liked: ReadonlySet<string> },
): Float64Array {
  const liking = new Float64Array(films.length);
  const add = (weight: number, column: Float64Array): void => {
    for (let f = 0; f < liking.length; f += 1) liking[f]! += weight * column[f]!;
  };
  traits.affinity.forEach((column, t) => {
    add((1 - share) * before[t]! + share * after[t]!, column);
  });
  traits.unnamed.forEach((column, q) => {
    add(unnamed[q]!, column);
  });
  for (const name of favourites) for (const f of filmsOf.get(name) ?? []) liking[f]! += FAVOURITE;
  for (const name of liked) for (const f of directedBy.get(name) ?? []) liking[f]! += MORE_OF_THE_SAME;
  return liking;
}

/** Indices of the `count` largest keys, none of −∞; by Hoare's selection, as only the border must be found. */
function largest(keys: Float64Array, count: number): number[] {
  if (count <= 0) return [];
  const threshold = kthLargest(keys.slice(), Math.min(count, keys.length));
  const indices: number[] = [];
  for (let index = 0; index < keys.length; index += 1)
    if (keys[index]! >= threshold && keys[index]! > -Infinity) indices.push(index);
  return indices;
}

/** Reorders `values`. */
function kthLargest(values: Float64Array, k: number): number {
  const wanted = values.length - k;
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i += 1;
      while (values[j]! > pivot) j -= 1;
      if (i > j) break;
      const value = values[i]!;
      values[i] = values[j]!;
      values[j] = value;
      i += 1;
      j -= 1;
    }
    if (wanted <= j) high = j;
    else if (wanted >= i) low = i;
    else break;
  }
  return values[wanted]!;
}

function indexByName(
  films: readonly DemoFilm[],
  names: (film: DemoFilm) => Iterable<string>,
): Map<string, number[]> {
  const index = new Map<string, number[]>();
  films.forEach((film, f) => {
    for (const name of names(film)) {
      const known = index.get(name);
      if (known === undefined) index.set(name, [f]);
      else known.push(f);
    }
  });
  return index;
}

function rounded(stars: number, whole: boolean): number {
  const halves = whole ? 2 * Math.round(stars) : Math.round(2 * stars);
  return Math.min(10, Math.max(whole ? 2 : 1, halves));
}
