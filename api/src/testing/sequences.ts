import { seededRandom } from '@marquee/recommender/random';

/** One thing that a person does. */
export type Deed =
  | { readonly kind: 'rate'; readonly movieId: number; readonly rating: number }
  | { readonly kind: 'rate-many'; readonly movieIds: readonly number[]; readonly rating: number }
  | { readonly kind: 'take-back' | 'strike' | 'unstrike'; readonly movieId: number }
  | { readonly kind: 'hide'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'unhide'; readonly which: number }
  | { readonly kind: 'prefer'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'swap-model' };

export interface World {
  readonly movieIds: readonly number[];
  readonly people: readonly string[];
  readonly genres: readonly string[];
}

/** How often each deed comes, of their sum. */
const WEIGHTS = {
  rate: 8,
  'rate-many': 2,
  'take-back': 4,
  hide: 5,
  unhide: 4,
  prefer: 3,
  strike: 3,
  unstrike: 2,
  'swap-model': 2,
} as const satisfies Readonly<Record<Deed['kind'], number>>;
const TOTAL = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0);

/** A random life of a person: the same seed gives the same deeds. */
export function deeds(seed: number, length: number, world: World): Deed[] {
  const random = seededRandom(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const one = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;
  const stars = (): number => 0.5 + below(10) / 2;
  const kind = (): Deed['kind'] => {
    let left = random() * TOTAL;
    for (const [name, weight] of Object.entries(WEIGHTS)) {
      left -= weight;
      if (left < 0) return name as Deed['kind'];
    }
    return 'rate';
  };
  const until = (): string | null => (random() < 0.8 ? null : new Date(Date.now() + 3.6e6).toISOString());
  const hide = () => {
    const scope = one(['movie', 'movie', 'person', 'genre'] as const);
    const value = { movie: world.movieIds, person: world.people, genre: world.genres }[scope];
    return { scope, value: one<string | number>(value), until: until() };
  };
  const deed = (): Deed => {
    const name = kind();
    switch (name) {
      case 'rate':
        return { kind: name, movieId: one(world.movieIds), rating: stars() };
      case 'rate-many':
        return { kind: name, movieIds: [one(world.movieIds), one(world.movieIds)], rating: stars() };
      case 'hide':
        return { kind: name, body: hide() };
      case 'unhide':
        return { kind: name, which: below(100) };
      case 'prefer':
        return {
          kind: name,
          body: {
            genresLiked: [one(world.genres)],
            genresAvoided: random() < 0.5 ? [] : [one(world.genres)],
            discovery: below(11) / 10,
          },
        };
      case 'swap-model':
        return { kind: name };
      default:
        return { kind: name, movieId: one(world.movieIds) };
    }
  };
  return Array.from({ length }, deed);
}
