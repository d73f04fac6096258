import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@marquee/contract/problem';
import type {
  ImportRatings,
  ImportRatingsResult,
  Rating,
  RatingsPage,
  RatingsQuery,
} from '@marquee/contract/taste';
import type { Database } from '@marquee/data/database';
import { importPersonalRatings } from '@marquee/data/personal/import';
import type { Repositories } from '@marquee/data/repositories/all';
import { Authenticator } from '#http/authenticator';
import type { Claimant } from '#http/principal';
import { DATABASE } from '#infrastructure/tokens';
import { RatingChanges } from '#me/rating-changes';

/**
 * Ratings: acknowledged after the commit, and noted in the same transaction as a change of the person's taste, so that
 * no answer made before it is served after it.
 */
@Injectable()
export class RatingsService {
  private readonly changes: RatingChanges;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly authenticator: Authenticator,
  ) {
    this.changes = new RatingChanges(database.ratings);
  }

  async list(userId: number, query: RatingsQuery): Promise<RatingsPage> {
    return { ...(await this.database.ratings.list(userId, query)), totalRelation: 'eq' };
  }

  /** @throws ProblemError `not-found` when the person has not rated the film. */
  async one(userId: number, movieId: number): Promise<Rating> {
    const rating = await this.database.ratings.one(userId, movieId);
    if (rating === undefined) throw new ProblemError('not-found', 'You have not rated this film.');
    return rating;
  }

  /** @throws ProblemError `movie-not-found`; `invalid-token` or `account-disabled` for a session that does not stand. */
  async put(person: Claimant, movieId: number, rating: number): Promise<Rating> {
    const at = new Date();
    const session = person.by === 'session' ? { session: person.credentialId } : {};
    const outcome = await this.changes.rate({ ...session, userId: person.userId, movieId, rating, at });
    if (outcome === 'no session') return await this.authenticator.refuse(person);
    if (outcome === 'no movie') throw notFound(movieId);
    return { movieId, rating, ratedAt: at.toISOString() };
  }

  async putMany(
    userId: number,
    given: readonly { readonly movieId: number; readonly rating: number }[],
  ): Promise<{ saved: number; unknownMovies: number[] }> {
    const at = new Date();
    const save = async ({ ratings, users }: Repositories) => {
      const { saved, unknownMovies } = await ratings.put(
        userId,
        given.map((one) => ({ ...one, at })),
      );
      await users.noteChange(userId, { code: 'rated-many', count: saved });
      return { saved, unknownMovies: [...unknownMovies] };
    };
    return await this.changes.inOrder(userId, () => this.database.transaction(save));
  }

  /** Taking back what is not there is no error: the wish is fulfilled. */
  async remove(userId: number, movieId: number): Promise<void> {
    const remove = async ({ ratings, users, movies }: Repositories) => {
      if (!(await ratings.remove(userId, movieId))) return;
      const [movie] = await movies.byIds([movieId]);
      await users.noteChange(userId, { code: 'took-back', subject: movie?.title ?? String(movieId) });
    };
    await this.changes.inOrder(userId, () => this.database.transaction(remove));
  }

  async import(userId: number, { format, csv }: ImportRatings): Promise<ImportRatingsResult> {
    const onSaved = async ({ users }: Repositories, count: number) => {
      await users.noteChange(userId, { code: 'imported', count });
    };
    return await this.changes.inOrder(userId, () =>
      importPersonalRatings(this.database, userId, { format, csv, onSaved }),
    );
  }
}

const notFound = (movieId: number): ProblemError =>
  new ProblemError(
    'movie-not-found',
    `There is no movie ${String(movieId)}; look for it with GET /v1/search.`,
  );
