import type { Store } from '#store';

/** Postgres takes a value of at most a gigabyte, and a driver holds it twice: large models are kept in parts. */
const PART_BYTES = 16 * 1024 * 1024;

/** Files of trained models by version; fits the recommender's ModelStore. */
export class ModelFilesRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  /** Writes or replaces a file, whole or not at all. */
  async put(version: string, bytes: Uint8Array): Promise<void> {
    await this.store.transaction(async (store) => {
      await store.rows('DELETE FROM model_files WHERE version = $1', [version]);
      for (let part = 0; part * PART_BYTES < Math.max(1, bytes.byteLength); part++) {
        const piece = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
        await store.rows('INSERT INTO model_files (version, part, bytes) VALUES ($1, $2, $3)', [
          version,
          part,
          Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength),
        ]);
      }
    });
  }

  async get(version: string): Promise<Uint8Array | undefined> {
    return await this.store.transaction(async (store) => {
      const parts = await store.rows<{ part: number; size: number }>(
        'SELECT part, octet_length(bytes) AS size FROM model_files WHERE version = $1 ORDER BY part FOR KEY SHARE',
        [version],
      );
      if (parts.length === 0) return undefined;
      const whole = new Uint8Array(parts.reduce((sum, { size }) => sum + size, 0));
      let at = 0;
      for (const { part, size } of parts) {
        const row = await store.row<{ bytes: Buffer }>(
          'SELECT bytes FROM model_files WHERE version = $1 AND part = $2',
          [version, part],
        );
        whole.set(row!.bytes, at);
        at += size;
      }
      return whole;
    });
  }

  /** Versions that have a file, ascending. */
  async list(): Promise<string[]> {
    const rows = await this.store.rows<{ version: string }>(
      'SELECT DISTINCT version FROM model_files ORDER BY version',
    );
    return rows.map(({ version }) => version);
  }

  async remove(version: string): Promise<void> {
    await this.store.rows('DELETE FROM model_files WHERE version = $1', [version]);
  }
}
