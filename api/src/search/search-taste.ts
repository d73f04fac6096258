import { Injectable } from '@nestjs/common';
import type { HistoryItem } from '@marquee/recommender/model';
import { Catalogue } from '#recommend/catalogue';
import { PersonTaste } from '#recommend/person-taste';
import { Recommenders } from '#recommend/recommenders';
import type { LiveModel } from '#recommend/recommenders';
import { speaking } from '#recommend/taste';

const FEWEST_STARS = 0.5;
const MOST_STARS = 5;

/** What a person is likely to like among the films of a search, by the live model. */
@Injectable()
export class SearchTaste {
  constructor(
    private readonly recommenders: Recommenders,
    private readonly taste: PersonTaste,
    private readonly catalogue: Catalogue,
  ) {}

  /**
   * Liking by film, 0 to 1: of a film that was rated the stars given; of any other its place among the rest of these films
   * in the order of the default strategy (its scores compare within a list only); of an avoided genre 0.
   * @returns null when nothing is known of the person: no model, no rating, or no database at the moment.
   */
  async likings(userId: number, movieIds: readonly number[]): Promise<ReadonlyMap<number, number> | null> {
    const live = this.recommenders.live();
    const taste = await this.taste.of(userId).catch(() => null);
    if (live === null || taste === null) return null;
    const history = speaking(taste);
    if (history.length === 0) return null;
    const likings = new Map([
      ...byPlace(live, history, movieIds),
      ...taste.history.map(({ movieId, rating }) => [movieId, starsAsShare(rating)] as const),
    ]);
    const avoided = new Set(taste.preferences.genresAvoided);
    const isAvoided = (movieId: number): boolean =>
      this.catalogue.get(movieId)?.genres.some((genre) => avoided.has(genre)) === true;
    return new Map(movieIds.map((id) => [id, isAvoided(id) ? 0 : (likings.get(id) ?? 0)]));
  }
}

/** The first is liked at 1, the last at nearly 0. */
function byPlace(
  { recommender }: LiveModel,
  history: readonly HistoryItem[],
  movieIds: readonly number[],
): [number, number][] {
  const exclude = new Set(history.map(({ movieId }) => movieId));
  const candidates = movieIds.filter((movieId) => !exclude.has(movieId));
  if (candidates.length === 0) return [];
  const options = { limit: candidates.length, candidates, exclude };
  const ranked = recommender.recommend('stacked', history, options);
  return ranked.map(({ movieId }, at) => [movieId, 1 - at / ranked.length]);
}

const starsAsShare = (stars: number): number => (stars - FEWEST_STARS) / (MOST_STARS - FEWEST_STARS);
