import { NO_PREFERENCES, preferencesSchema } from '@marquee/contract/taste';
import type { Preferences } from '@marquee/contract/taste';
import type { Store } from '#store';

export class PreferencesRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  /** What the person has set, or the standard. Fields that a later version dropped are forgotten. */
  async get(userId: number): Promise<Preferences> {
    const row = await this.store.row<{ value: unknown }>('SELECT value FROM preferences WHERE user_id = $1', [
      userId,
    ]);
    return row === undefined ? NO_PREFERENCES : preferencesSchema.strip().parse(row.value);
  }

  async put(userId: number, preferences: Preferences): Promise<void> {
    const value = preferencesSchema.parse(preferences);
    await this.store.rows(
      `INSERT INTO preferences (user_id, value) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET value = excluded.value, updated_at = now()`,
      [userId, JSON.stringify(value)],
    );
  }
}
