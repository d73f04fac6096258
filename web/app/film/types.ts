import type { Hidden } from '@marquee/contract/taste';

export type { RatingsPage, Watchlist } from '@marquee/contract/taste';
export interface HiddenList {
  readonly items: readonly Hidden[];
}
