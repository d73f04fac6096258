import { Inject, Injectable } from '@nestjs/common';
import type { Recommendations } from '@marquee/contract/recommendation';
import type { Database } from '@marquee/data/database';
import { DATABASE } from '#infrastructure/tokens';
import { PersonCache } from '#recommend/person-cache';

/** Tells what a person's last rating, hide or change of preferences did to a list. */
@Injectable()
export class LastChange {
  constructor(
    private readonly cache: PersonCache,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** @param question names the list; null when there was none under it before, or it is the same. */
  async of(
    userId: number,
    { question, ids }: { readonly question: string; readonly ids: readonly number[] },
  ): Promise<Recommendations['changed']> {
    const before = await this.cache.lastShown(userId, question);
    await this.cache.keepShown(userId, question, ids);
    if (before === null) return null;
    const [old, now] = [new Set(before), new Set(ids)];
    const added = ids.filter((id) => !old.has(id));
    const removed = before.filter((id) => !now.has(id));
    if (added.length === 0 && removed.length === 0) return null;
    const { lastChange, lastCause } = await this.database.users.lastChange(userId);
    return { added, removed, because: lastChange, cause: lastCause };
  }
}
