import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@marquee/data/database';
import { DATABASE } from '#infrastructure/tokens';
import type { Taste } from '#recommend/taste';

/** A taste as it stands until a moment: null, until the person says something else. */
export interface LastingTaste extends Taste {
  readonly until: Date | null;
}

/** Reads what a person has said so far. */
@Injectable()
export class PersonTaste {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async of(userId: number): Promise<LastingTaste> {
    const [history, preferences, hidden] = await Promise.all([
      this.database.ratings.historyOf(userId),
      this.database.preferences.get(userId),
      this.database.hidden.active(userId),
    ]);
    return { history, preferences, hidden, until: hidden.until };
  }
}
