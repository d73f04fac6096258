import { importReportEntity } from '#entities/history.entities';
import type { ImportReportRow } from '#entities/history.entities';
import type { Store } from '#store';

export class ImportReportsRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  async add(source: string, report: object): Promise<void> {
    await this.store.rows('INSERT INTO import_reports (source, report) VALUES ($1, $2)', [
      source,
      JSON.stringify(report),
    ]);
  }

  async latest(): Promise<ImportReportRow | undefined> {
    return (await this.list(1))[0];
  }

  /** Latest first. */
  async list(limit = 20): Promise<ImportReportRow[]> {
    return await this.store.run((m) => m.find(importReportEntity, { order: { id: 'DESC' }, take: limit }));
  }
}
