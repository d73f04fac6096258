import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DegradedPart, Filters } from '@marquee/contract/filters';
import type { Home, Strategy } from '@marquee/contract/recommendation';
import { MixedLists } from '#experiments/mixed-lists';
import type { Mixed } from '#experiments/mixed-lists';
import type { Running } from '#experiments/running-experiment';
import { Catalogue } from '#recommend/catalogue';
import type { CatalogueMovie } from '#recommend/catalogue';
import { PersonCache, soon } from '#recommend/person-cache';
import type { Revision } from '#recommend/person-cache';
import { PersonTaste } from '#recommend/person-taste';
import type { Recommendations } from '#recommend/recommend.service';
import { SimilarRows } from '#recommend/similar-rows';
import { speaking } from '#recommend/taste';
import type { Taste } from '#recommend/taste';

const ROW = 16;
/** Stars from which a film may head a row "because you liked". */
const LIKED = 4;
const BECAUSE_ROWS = 3;
/** The dial's place of the row of hidden gems. */
const HIDDEN_GEMS = 0.95;
/** A film of the last years has few ratings because it is new, not because it is hidden. */
const YEARS_TO_BE_FOUND = 5;

type Row = Home['rows'][number];

/** The rows of a person's home page; no film stands in two of them. */
@Injectable()
export class HomeService {
  constructor(
    private readonly cache: PersonCache,
    private readonly taste: PersonTaste,
    private readonly lists: MixedLists,
    private readonly similar: SimilarRows,
    private readonly catalogue: Catalogue,
  ) {}

  /** JSON, ready to be sent. */
  async answer({ userId, revision }: Revision): Promise<string | Buffer> {
    const running = this.lists.of(userId);
    const name = `home${running?.key ?? ''}`;
    return await this.cache.answer({ userId, revision, name }, async () => {
      const listId = randomUUID();
      const taste = await this.taste.of(userId);
      const { home, mix } = await this.compute(taste, { running, listId });
      await this.lists.log(mix, { listId, userId, replayable: true });
      return {
        json: JSON.stringify(home),
        until: home.degraded === undefined ? taste.until : soon(taste.until),
      };
    });
  }

  private async compute(
    taste: Taste,
    { running, listId }: { readonly running: Running | null; readonly listId: string },
  ): Promise<{ readonly home: Home; readonly mix: Mixed['mix'] }> {
    const rows = new Rows();
    // One model for all rows, whatever becomes live meanwhile.
    const live = this.lists.live();
    const wanted = (strategy: Strategy, { filters = {}, discovery }: Narrowed = {}) => ({
      strategy,
      ...(live === null ? {} : { model: live }),
      limit: ROW,
      filters,
      exclude: rows.shown,
      explain: false,
      discovery,
      fairness: 0,
    });
    const list = (...of: Parameters<typeof wanted>) => this.lists.plain(taste, wanted(...of));
    const isKnown = taste.history.length > 0;
    let mix: Mixed['mix'] = null;
    if (isKnown) {
      const first = await this.lists.recommend(taste, wanted('stacked'), { running, listId });
      rows.add({ id: 'for-you', kind: 'for-you', title: 'For you' }, first.list);
      mix = first.mix;
    }
    for (const { id, title, year } of this.likedLately(taste)) {
      rows.add(
        {
          id: `because-${String(id)}`,
          kind: 'because',
          title: `Because you liked ${title}`,
          movie: { id, title, year },
        },
        await this.similar.row(id, taste, { live, used: rows.shown, limit: ROW }),
      );
    }
    if (isKnown) {
      const yearTo = new Date().getUTCFullYear() - YEARS_TO_BE_FOUND;
      rows.add(
        { id: 'hidden-gems', kind: 'hidden-gems', title: 'Hidden gems for you' },
        await list('stacked', { discovery: HIDDEN_GEMS, filters: { yearTo } }),
      );
    }
    for (const genre of taste.preferences.genresLiked.slice(0, BECAUSE_ROWS)) {
      rows.add(
        { id: `genre-${genre}`, kind: 'genre', title: genre },
        await list('stacked', { filters: { genres: [genre] } }),
      );
    }
    rows.add({ id: 'popular', kind: 'popular', title: 'Popular' }, await list('popular'));
    return { home: { ...rows.all(), listId }, mix };
  }

  /** The latest liked films that speak for the person's taste. */
  private likedLately(taste: Taste): CatalogueMovie[] {
    return speaking(taste)
      .filter(({ rating }) => rating >= LIKED)
      .sort((a, b) => b.time - a.time)
      .slice(0, BECAUSE_ROWS)
      .flatMap(({ movieId }) => this.catalogue.get(movieId) ?? []);
  }
}

interface Narrowed {
  readonly discovery?: number;
  readonly filters?: Filters;
}

/** The rows that have films, in the order in which they come. */
class Rows {
  /** Films of the rows so far. */
  readonly shown = new Set<number>();
  private readonly rows: Row[] = [];
  private readonly worse = new Set<DegradedPart>();

  add(row: Omit<Row, 'items'>, { items, degraded }: Pick<Recommendations, 'items' | 'degraded'>): void {
    for (const part of degraded) this.worse.add(part);
    if (items.length === 0) return;
    for (const { movie } of items) this.shown.add(movie.id);
    this.rows.push({ ...row, items: [...items] });
  }

  all(): Pick<Home, 'rows' | 'degraded'> {
    return { rows: this.rows, ...(this.worse.size === 0 ? {} : { degraded: [...this.worse] }) };
  }
}
