import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@marquee/data/database';
import { DATABASE } from '#infrastructure/tokens';

const NOTED_EVERY_MS = 5 * 60_000;
/** People remembered; beyond that all are forgotten, and noted once more than needed. */
const MOST = 50_000;

/** Notes who was here, for the dashboard and for making their answers ready; nobody waits for it. */
@Injectable()
export class LastSeen {
  private readonly noted = new Map<number, number>();

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  note(userId: number, now = Date.now()): void {
    if (now - (this.noted.get(userId) ?? -Infinity) < NOTED_EVERY_MS) return;
    if (this.noted.size >= MOST) this.noted.clear();
    this.noted.set(userId, now);
    this.database.users.touch(userId, new Date(now)).catch(() => this.noted.delete(userId));
  }
}
