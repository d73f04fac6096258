import { escapeLiteral } from 'pg';
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

  /** One statement, so that a file which is being replaced comes whole. */
  async get(version: string): Promise<Uint8Array | undefined> {
    const parts = await this.store.rawRows(
      `SELECT bytes FROM model_files WHERE version = ${escapeLiteral(version)} ORDER BY part`,
    );
    if (parts.length === 0) return undefined;
    const whole = new Uint8Array(parts.reduce((sum, [bytes]) => sum + bytes!.length, 0));
    let at = 0;
    for (const [bytes] of parts) {
      whole.set(bytes!, at);
      at += bytes!.length;
    }
    return whole;
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
