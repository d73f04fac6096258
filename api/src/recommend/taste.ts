import type { Preferences } from '@marquee/contract/taste';
import type { HistoryItem } from '@marquee/recommender/model';
import type { HiddenThings } from '#recommend/eligibility';

/** One person as recommending sees them, with or without an account. */
export interface Taste {
  /** Every rating; also of films that do not speak for the person's taste. */
  readonly history: readonly HistoryItem[];
  readonly preferences: Preferences;
  readonly hidden: HiddenThings;
}

/** Ratings that speak for a person's taste. */
export function speaking({ history, preferences }: Taste): HistoryItem[] {
  const not = new Set(preferences.notReasons);
  return history.filter(({ movieId }) => !not.has(movieId));
}
