import { Logger } from '@nestjs/common';
import { ProblemError } from '@marquee/contract/problem';
import type { OneRating, OutcomeTogether, RatingOutcome } from '@marquee/data/repositories/save-ratings';
import { Batches } from '#http/batches';

/** Where ratings are written: several at once, one of each person, or one by itself. RatingsRepository is one. */
export interface RatingStore {
  rateTogether(ratings: readonly OneRating[]): Promise<readonly OutcomeTogether[]>;
  rate(rating: OneRating): Promise<RatingOutcome>;
}

interface Waiting {
  readonly rating: OneRating;
  readonly done: (outcome: RatingOutcome) => void;
  readonly fail: (error: unknown) => void;
}

/** Ratings in one statement; more go into the next. */
const MOST_TOGETHER = 64;

/**
 * Writes the ratings of many people by few statements (see Batches), each of them committed before its ratings are answered.
 *
 * The changes of one person follow each other in the order in which they came.
 */
export class RatingChanges {
  private readonly logger = new Logger(RatingChanges.name);
  private readonly store: RatingStore;
  private readonly batches = new Batches<Waiting>((ratings) => this.write(ratings), MOST_TOGETHER);
  private isOneAlone = false;
  /** The latest change of each person who has one under way. */
  private readonly latest = new Map<number, Promise<unknown>>();

  constructor(store: RatingStore) {
    this.store = store;
  }

  /** Resolves when the rating is committed. @throws ProblemError `not-found` for a person who is gone. */
  async rate(rating: OneRating): Promise<RatingOutcome> {
    return await this.inOrder(
      rating.userId,
      () => new Promise<RatingOutcome>((done, fail) => this.batches.add({ rating, done, fail })),
    );
  }

  /** Makes another change of a person's ratings when those that came before it have ended, well or not. */
  async inOrder<Result>(userId: number, change: () => Promise<Result>): Promise<Result> {
    const before = this.latest.get(userId);
    const mine =
      before === undefined
        ? change()
        : before.then(
            () => change(),
            () => change(),
          );
    this.latest.set(userId, mine);
    try {
      return await mine;
    } finally {
      if (this.latest.get(userId) === mine) this.latest.delete(userId);
    }
  }

  /** Waits for no statement that may have to wait for somebody else, such as a long import of the same films. */
  private async write(ratings: readonly Waiting[]): Promise<void> {
    const [first] = ratings;
    // The function for one is the cheaper one.
    if (ratings.length === 1 && !this.isOneAlone) {
      void this.sendAlone(first!);
      return;
    }
    const outcomes = await this.writeTogether(ratings);
    for (const [at, one] of ratings.entries()) {
      const outcome = outcomes[at];
      if (outcome instanceof ProblemError) one.fail(outcome);
      else if (outcome === undefined || outcome === 'busy' || outcome === 'no person')
        void this.writeAlone(one);
      else one.done(outcome);
    }
  }

  private async sendAlone(one: Waiting): Promise<void> {
    this.isOneAlone = true;
    await this.writeAlone(one);
    this.isOneAlone = false;
  }

  /** @returns what came of each; nothing when that is to be found out one by one. */
  private async writeTogether(
    ratings: readonly Waiting[],
  ): Promise<readonly (OutcomeTogether | ProblemError)[]> {
    try {
      return await this.store.rateTogether(ratings.map(({ rating }) => rating));
    } catch (error) {
      // Without a database each would fail alike, and wait for that once more.
      if (error instanceof ProblemError) return ratings.map(() => error);
      this.logger.warn({ err: error }, `${String(ratings.length)} ratings are written one by one`);
      return [];
    }
  }

  private async writeAlone({ rating, done, fail }: Waiting): Promise<void> {
    try {
      done(await this.store.rate(rating));
    } catch (error) {
      fail(error);
    }
  }
}
