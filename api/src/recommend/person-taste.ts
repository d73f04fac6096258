import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@marquee/data/database';
import { DATABASE } from '#infrastructure/tokens';
import type { Taste } from '#recommend/recommend.service';

/** Reads what a person has said so far. */
@Injectable()
export class PersonTaste {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async of(userId: number): Promise<Taste> {
    const [history, preferences, hidden] = await Promise.all([
      this.database.ratings.historyOf(userId),
      this.database.preferences.get(userId),
      this.database.hidden.active(userId),
    ]);
    return { history, preferences, hidden };
  }
}
