import type { SimilarResult } from '@marquee/contract/search';
import type { CardMovie } from '#parts/card-movie.ts';
import type { Hidden } from '@marquee/contract/taste';

export type { RatingsPage, Watchlist } from '@marquee/contract/taste';
/** Films like another, as cards. */
export interface SimilarCards {
  readonly items: readonly { readonly movie: CardMovie; readonly shared: readonly string[] }[];
  readonly degraded: SimilarResult['degraded'];
}

export interface HiddenList {
  readonly items: readonly Hidden[];
}
