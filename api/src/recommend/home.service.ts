import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Home, Recommendation, Strategy } from '@marquee/contract/recommendation';
import { Catalogue } from '#recommend/catalogue';
import { PersonCache } from '#recommend/person-cache';
import type { Revision } from '#recommend/person-cache';
import { PersonTaste } from '#recommend/person-taste';
import { RecommendService } from '#recommend/recommend.service';
import type { Taste } from '#recommend/recommend.service';
import { SimilarRows } from '#recommend/similar-rows';

const ROW = 16;
/** Stars from which a film may head a row "because you liked". */
const LIKED = 4;
const BECAUSE_ROWS = 3;
/** The dial's place of the row of hidden gems. */
const HIDDEN_GEMS = 0.95;

type Row = Home['rows'][number];

/** The rows of a person's home page; no film stands in two of them. */
@Injectable()
export class HomeService {
  constructor(
    private readonly cache: PersonCache,
    private readonly taste: PersonTaste,
    private readonly recommender: RecommendService,
    private readonly similar: SimilarRows,
    private readonly catalogue: Catalogue,
  ) {}

  /** JSON text, ready to be sent. */
  async answer({ userId, revision }: Revision): Promise<string> {
    return await this.cache.answer({ userId, revision, name: 'home' }, async () =>
      JSON.stringify(this.compute(await this.taste.of(userId))),
    );
  }

  private compute(taste: Taste): Home {
    const used = new Set<number>();
    const rows: Row[] = [];
    const add = (row: Omit<Row, 'items'>, items: readonly Recommendation[]): void => {
      if (items.length === 0) return;
      for (const { movie } of items) used.add(movie.id);
      rows.push({ ...row, items: [...items] });
    };
    const list = (
      strategy: Strategy,
      more: { readonly discovery?: number; readonly genres?: string[] } = {},
    ) =>
      this.recommender.recommend([taste], {
        strategy,
        limit: ROW,
        filters: more.genres === undefined ? {} : { genres: more.genres },
        exclude: used,
        explain: false,
        discovery: more.discovery,
        fairness: 0,
      });
    const first = list('stacked');
    if (taste.history.length > 0) add({ id: 'for-you', kind: 'for-you', title: 'For you' }, first.items);
    for (const { movieId } of this.likedLately(taste)) {
      const movie = this.catalogue.get(movieId);
      if (movie === undefined) continue;
      add(
        {
          id: `because-${String(movieId)}`,
          kind: 'because',
          title: `Because you liked ${movie.title}`,
          movie: { id: movie.id, title: movie.title, year: movie.year },
        },
        this.similar.row(movieId, taste, used, ROW),
      );
    }
    if (taste.history.length > 0) {
      add(
        { id: 'hidden-gems', kind: 'hidden-gems', title: 'Hidden gems for you' },
        list('stacked', { discovery: HIDDEN_GEMS }).items,
      );
    }
    for (const genre of taste.preferences.genresLiked.slice(0, BECAUSE_ROWS)) {
      add({ id: `genre-${genre}`, kind: 'genre', title: genre }, list('stacked', { genres: [genre] }).items);
    }
    add({ id: 'popular', kind: 'popular', title: 'Popular' }, list('popular').items);
    return {
      rows,
      listId: randomUUID(),
      ...(first.degraded.length === 0 ? {} : { degraded: [...first.degraded] }),
    };
  }

  /** The latest liked films that speak for the person's taste. */
  private likedLately({ history, preferences }: Taste) {
    const not = new Set(preferences.notReasons);
    return [...history]
      .filter(({ movieId, rating }) => rating >= LIKED && !not.has(movieId))
      .sort((a, b) => b.time - a.time)
      .slice(0, BECAUSE_ROWS);
  }
}
