import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { withConnection } from '#connection';
import type { Connection } from '#connection';

/** Ratings as parallel columns of equal length: 20 bytes a rating. Users are rows of `users`. */
export interface RatingColumns {
  readonly users: Int32Array;
  readonly movies: Int32Array;
  /** Stars. */
  readonly values: Float32Array;
  /** Seconds since 1970-01-01 UTC. */
  readonly times: Float64Array;
}

/** One row of COPY BINARY: two bytes of field count, then length and value of int4, int4, int2, int8. */
const ROW_BYTES = 2 + 8 + 8 + 6 + 12;
/** Signature, flags, length of the extension. */
const HEADER_BYTES = 19;
/** Postgres counts microseconds from 2000-01-01. */
const POSTGRES_EPOCH_SECONDS = 946_684_800;
/** Held shared by whoever reads all ratings, alone by an import that puts new ones in place. */
export const WHOLE_RATINGS_LOCK = 7_301_003;
const TWO_POW_32 = 2 ** 32;

/**
 * Reads ratings by COPY in binary form, in the order of user and movie. The count is taken in the same snapshot,
 * so that the columns are made once and never grow.
 */
export async function readColumns(
  connection: Connection,
  options: { readonly since?: Date; readonly signal?: AbortSignal | undefined } = {},
): Promise<RatingColumns> {
  const condition = [
    'NOT EXISTS (SELECT FROM users u WHERE u.id = r.user_id AND u.disabled)',
    // COPY takes no parameters; a date's ISO form holds digits, letters and punctuation of its own only.
    ...(options.since ? [`r.rated_at > '${options.since.toISOString()}'::timestamptz`] : []),
  ].join(' AND ');
  return await withConnection(connection, async ({ client }) => {
    // Waits for an import's swap before the snapshot is taken; and a swap waits here for long readers, before it
    // locks anything that short ones need.
    await client.query('SELECT pg_advisory_lock_shared($1)', [WHOLE_RATINGS_LOCK]);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // The rows lie in the order of the primary key already; a sort of millions of rows would go to disk.
    await client.query('SET LOCAL enable_sort = off');
    const counted = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ratings r WHERE ${condition}`,
    );
    const columns = await copyRows(client, { condition, count: counted.rows[0]!.n, signal: options.signal });
    await client.query('COMMIT');
    await client.query('SELECT pg_advisory_unlock_shared($1)', [WHOLE_RATINGS_LOCK]);
    return columns;
  });
}

async function copyRows(
  client: Client,
  {
    condition,
    count,
    signal,
  }: { readonly condition: string; readonly count: number; readonly signal: AbortSignal | undefined },
): Promise<RatingColumns> {
  const columns = {
    users: new Int32Array(count),
    movies: new Int32Array(count),
    values: new Float32Array(count),
    times: new Float64Array(count),
  };
  const stream = client.query(
    copyTo(`COPY (SELECT r.user_id, r.movie_id, r.half_stars, r.rated_at FROM ratings r WHERE ${condition}
      ORDER BY r.user_id, r.movie_id) TO STDOUT (FORMAT binary)`),
  );
  let rest: Buffer = Buffer.alloc(0);
  let skip = HEADER_BYTES;
  let row = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    signal?.throwIfAborted();
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (bytes.length < skip) {
      rest = bytes;
      continue;
    }
    let at = skip;
    skip = 0;
    for (; at + ROW_BYTES <= bytes.length && row < count; at += ROW_BYTES, row++) {
      columns.users[row] = bytes.readInt32BE(at + 6);
      columns.movies[row] = bytes.readInt32BE(at + 14);
      columns.values[row] = bytes.readInt16BE(at + 22) / 2;
      const microseconds = bytes.readInt32BE(at + 28) * TWO_POW_32 + bytes.readUInt32BE(at + 32);
      columns.times[row] = microseconds / 1e6 + POSTGRES_EPOCH_SECONDS;
    }
    rest = bytes.subarray(at);
  }
  if (row !== count) throw new Error(`COPY gave ${String(row)} ratings of ${String(count)}.`);
  return columns;
}
