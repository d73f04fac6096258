import { escapeLiteral } from 'pg';
import type { Store } from '#store';

const BATCH = 2000;

export interface MovieVector {
  readonly movieId: number;
  readonly vector: Float32Array;
}

/** Sentence embeddings of movies: float32, little-endian, one a movie and embedding model. */
export class VectorsRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  /** Movie id → hash of the text that was embedded, to find what must be embedded again. */
  async textHashes(model: string): Promise<Map<number, string>> {
    const rows = await this.store.rows<{ id: number; hash: string }>(
      'SELECT movie_id AS id, text_hash AS hash FROM movie_vectors WHERE model = $1',
      [model],
    );
    return new Map(rows.map(({ id, hash }) => [id, hash]));
  }

  /** Adds or replaces; movies that are gone meanwhile are passed over. */
  async put(model: string, vectors: readonly (MovieVector & { readonly textHash: string })[]): Promise<void> {
    await this.store.rows(
      `INSERT INTO movie_vectors (movie_id, model, text_hash, vector)
       SELECT g.id, $1, g.hash, g.vector FROM unnest($2::int[], $3::text[], $4::bytea[]) AS g (id, hash, vector)
       JOIN movies m ON m.id = g.id ORDER BY g.id
       ON CONFLICT (movie_id, model) DO UPDATE SET text_hash = excluded.text_hash, vector = excluded.vector`,
      [
        model,
        vectors.map(({ movieId }) => movieId),
        vectors.map(({ textHash }) => textHash),
        vectors.map(({ vector }) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)),
      ],
    );
  }

  async of(model: string, movieIds: readonly number[]): Promise<Map<number, Float32Array>> {
    const rows = await this.store.rawRows(
      `SELECT movie_id, vector FROM movie_vectors
       WHERE model = ${escapeLiteral(model)} AND movie_id = ANY (${escapeLiteral(`{${movieIds.join(',')}}`)}::int[])`,
    );
    return new Map(rows.map(toVector).map(({ movieId, vector }) => [movieId, vector]));
  }

  /** All vectors of a model in batches, ascending by movie id. */
  async *all(model: string): AsyncGenerator<MovieVector[]> {
    let last = 0;
    for (;;) {
      const rows = await this.store.rawRows(
        `SELECT movie_id, vector FROM movie_vectors WHERE model = ${escapeLiteral(model)} AND movie_id > ${String(last)}
         ORDER BY movie_id LIMIT ${String(BATCH)}`,
      );
      const vectors = rows.map(toVector);
      if (vectors.length > 0) yield vectors;
      if (vectors.length < BATCH) return;
      last = vectors.at(-1)!.movieId;
    }
  }

  async count(model: string): Promise<number> {
    const row = await this.store.row<{ n: number }>(
      'SELECT count(*)::int AS n FROM movie_vectors WHERE model = $1',
      [model],
    );
    return row?.n ?? 0;
  }

  /** Drops the vectors of every other embedding model. */
  async removeOthers(model: string): Promise<number> {
    return await this.store.count('DELETE FROM movie_vectors WHERE model <> $1', [model]);
  }
}

/** A copy, because a driver's buffer need not start at a multiple of four. */
function toVector([id, bytes]: readonly (Buffer | null)[]): MovieVector {
  return { movieId: id!.readInt32BE(), vector: new Float32Array(new Uint8Array(bytes!).buffer) };
}
