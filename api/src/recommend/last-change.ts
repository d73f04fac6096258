import { Inject, Injectable } from '@nestjs/common';
import type { Recommendations } from '@marquee/contract/recommendation';
import type { Database } from '@marquee/data/database';
import { DATABASE } from '#infrastructure/tokens';
import { PersonCache } from '#recommend/person-cache';

/** A list as it was shown last, and what the person has done since. */
export interface Before {
  readonly shown: readonly number[];
  readonly change: Pick<NonNullable<Recommendations['changed']>, 'because' | 'cause'>;
}

/** Tells what a person's last rating, hide or change of preferences did to a list. */
@Injectable()
export class LastChange {
  constructor(
    private readonly cache: PersonCache,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** @param question names the list. @returns null when there was none under it before. */
  async before(userId: number, question: string): Promise<Before | null> {
    const shown = await this.cache.lastShown(userId, question);
    if (shown === null) return null;
    const { lastChange, lastCause } = await this.database.users.lastChange(userId);
    return { shown, change: { because: lastChange, cause: lastCause } };
  }

  /** Keeps the list for the next time. */
  keep(userId: number, question: string, ids: readonly number[]): void {
    this.cache.keepShown(userId, question, ids);
  }
}

/** What a list has against the one before; null when it is the same. */
export function changesSince(before: Before | null, ids: readonly number[]): Recommendations['changed'] {
  if (before === null) return null;
  const [old, now] = [new Set(before.shown), new Set(ids)];
  const added = ids.filter((id) => !old.has(id));
  const removed = before.shown.filter((id) => !now.has(id));
  return added.length === 0 && removed.length === 0 ? null : { added, removed, ...before.change };
}
