import type { MovieSummary } from '@marquee/contract/movie';

type Traits = Pick<MovieSummary, 'directors' | 'actors' | 'genres' | 'moods'>;

const MOST = 4;

/** What two films share, the most telling first: people, moods, genres, such as `["Bill Murray", "Comedy"]`. */
export function sharedTraits(one: Traits, other: Traits): string[] {
  const both = (left: readonly string[], right: readonly string[]) =>
    left.filter((value) => right.includes(value));
  return [
    ...both([...new Set([...one.directors, ...one.actors])], [...other.directors, ...other.actors]),
    ...both(one.moods, other.moods),
    ...both(one.genres, other.genres),
  ].slice(0, MOST);
}
