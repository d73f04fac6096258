import { auditEntity } from '#entities/history.entities';
import type { AuditRow } from '#entities/history.entities';
import type { Store } from '#store';

/** Who did what as an admin. */
export class AuditRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  async add(entry: {
    readonly userId: number | null;
    /** How the log calls them: an email, or `command line`. */
    readonly who: string;
    /** Such as `model.promote`. */
    readonly action: string;
    readonly subject: string;
    readonly detail?: Readonly<Record<string, unknown>>;
  }): Promise<void> {
    await this.store.rows(
      'INSERT INTO audit_log (user_id, who, action, subject, detail) VALUES ($1, $2, $3, $4, $5)',
      [entry.userId, entry.who, entry.action, entry.subject, JSON.stringify(entry.detail ?? {})],
    );
  }

  /** Latest first. */
  async list(limit = 100): Promise<AuditRow[]> {
    return await this.store.run((manager) =>
      manager.find(auditEntity, { order: { id: 'DESC' }, take: limit }),
    );
  }
}
