import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@marquee/data/database';
import { DATABASE } from '#infrastructure/tokens';
import { NOTHING_HIDDEN } from '#recommend/eligibility';
import type { HiddenThings } from '#recommend/eligibility';

/** What is left out of a public list for the person who looks at it. */
@Injectable()
export class Unwanted {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** @param userId undefined for a guest, to whom everything is shown. */
  async of(userId: number | undefined, hideSeen: boolean): Promise<HiddenThings> {
    if (userId === undefined) return NOTHING_HIDDEN;
    const [{ movies, people, genres }, history] = await Promise.all([
      this.database.hidden.active(userId),
      hideSeen ? this.database.ratings.historyOf(userId) : [],
    ]);
    return { movies: [...movies, ...history.map(({ movieId }) => movieId)], people, genres };
  }
}
