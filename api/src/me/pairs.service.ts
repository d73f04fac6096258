import { Injectable } from '@nestjs/common';
import { ProblemError } from '@marquee/contract/problem';
import { PAIR_STARS } from '@marquee/contract/taste';
import type { Pair, PairAnswer } from '@marquee/contract/taste';
import { mostTellingPair } from '@marquee/recommender/pairs';
import { RatingsService } from '#me/ratings.service';
import { summaryOf } from '#recommend/catalogue';
import { ofLikedKind } from '#recommend/eligibility';
import { FilmsWorthALook } from '#recommend/films-worth-a-look';
import { PersonTaste } from '#recommend/person-taste';
import { Recommenders } from '#recommend/recommenders';

/** Films that are known well enough to be asked about. */
const POOL = 120;
/** Pairs after which the lists are personal enough. */
const ENOUGH = 10;

@Injectable()
export class PairsService {
  constructor(
    private readonly taste: PersonTaste,
    private readonly recommenders: Recommenders,
    private readonly films: FilmsWorthALook,
    private readonly ratings: RatingsService,
  ) {}

  /** @throws ProblemError `not-found` when there is nothing left to ask. */
  async next(userId: number, skip: readonly number[]): Promise<Pair> {
    const { history, preferences, hidden } = await this.taste.of(userId);
    const seen = new Set([...skip, ...history.map(({ movieId }) => movieId)]);
    const question = { people: [{ hidden, preferences }], filters: {}, seen };
    const [ofKind, open] = await Promise.all(
      (ofLikedKind(preferences) === null ? [false] : [true, false]).map((kind) =>
        this.films.mostPopular({ ...question, ofKind: kind }, POOL),
      ),
    );
    const films = [...(ofKind ?? []), ...(open ?? [])].slice(0, POOL);
    const pool = new Map(films.map((movie) => [movie.id, movie]));
    const ids = [...pool.keys()];
    const als = this.recommenders.live()?.recommender.als;
    const judged = history.map(({ movieId }) => movieId);
    const pair =
      als === undefined
        ? ids.slice(0, 2)
        : mostTellingPair({ factorsOf: (movieId) => als.factorsOf(movieId), judged, pool: ids });
    const [leftMovie, rightMovie] = (pair ?? []).map((movieId) => pool.get(movieId));
    if (leftMovie === undefined || rightMovie === undefined) {
      throw new ProblemError('not-found', 'There is nothing left to ask; search and rate films instead.');
    }
    const asked = Math.floor((history.length + skip.length) / 2);
    return {
      left: summaryOf(leftMovie),
      right: summaryOf(rightMovie),
      remaining: Math.max(0, ENOUGH - asked),
    };
  }

  async answer(userId: number, { winner, loser }: PairAnswer): Promise<void> {
    if (winner === null || loser === null) return;
    const { unknownMovies } = await this.ratings.putMany(userId, [
      { movieId: winner, rating: PAIR_STARS.winner },
      { movieId: loser, rating: PAIR_STARS.loser },
    ]);
    if (unknownMovies.length > 0) throw new ProblemError('movie-not-found');
  }
}
