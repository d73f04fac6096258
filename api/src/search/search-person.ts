import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@marquee/data/database';
import type { Exclusions } from '@marquee/elastic/queries/filters';
import type { Principal } from '#http/principal';
import { DATABASE } from '#infrastructure/tokens';

/** What a search has to know of the person who asks. */
export interface SearchPerson {
  readonly seen: ReadonlySet<number>;
  /** What the person never wants to see. */
  readonly hidden: Exclusions;
}

export const GUEST: SearchPerson = { seen: new Set(), hidden: {} };

@Injectable()
export class SearchPeople {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** A search without its person is better than none: without the database everybody is a guest. */
  async of(principal: Principal | undefined): Promise<SearchPerson> {
    if (principal === undefined) return GUEST;
    try {
      const [history, hidden] = await Promise.all([
        this.database.ratings.historyOf(principal.userId),
        this.database.hidden.active(principal.userId),
      ]);
      return { seen: new Set(history.map(({ movieId }) => movieId)), hidden };
    } catch {
      return GUEST;
    }
  }

  /** Writes down what was searched, without anybody waiting for it: the answer goes out first. */
  log(query: string, mode: string, results: number, principal: Principal | undefined): void {
    setImmediate(() => {
      this.database.searchLog
        .add({ query, mode, results, userId: principal?.userId ?? null })
        .catch(() => undefined);
    });
  }
}
