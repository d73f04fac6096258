import type { MovieSummary } from '@marquee/contract/movie';

export type { Preferences } from '@marquee/contract/taste';

/** The next two films to choose between. */
export interface Pair {
  readonly left: MovieSummary;
  readonly right: MovieSummary;
  readonly remaining: number;
}
