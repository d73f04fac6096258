import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const ROW_BYTES = 2 + 8 + 8 + 6 + 12;
const ROWS_A_CHUNK = 2000;
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);
const POSTGRES_EPOCH_SECONDS = 946_684_800;
const TWO_POW_32 = 2 ** 32;

/** Rows on their way to Postgres by COPY. */
class CopyIn {
  private readonly stream: ReturnType<typeof copyFrom>;
  private readonly done: Promise<void>;
  private failure: Error | undefined;

  constructor(client: Client, statement: string) {
    this.stream = client.query(copyFrom(statement));
    // The stream does not end by its error, and whatever is written after it fails for want of a connection.
    this.stream.once('error', (error) => (this.failure = error));
    this.done = finished(this.stream);
    // The error is thrown by write() or end(); without this line Node would report it as unhandled before.
    this.done.catch(() => undefined);
  }

  /** Waits when Postgres is slower than the source. @throws what the COPY has failed with. */
  async write(piece: Buffer | string): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (!this.stream.write(piece)) await Promise.race([once(this.stream, 'drain'), this.done]);
  }

  /** @throws what the COPY has failed with, or what Postgres says about the rows. */
  async end(last: Buffer | string): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.stream.end(last);
    await this.done;
  }

  /** Ends the COPY with an error, so that Postgres forgets the rows. */
  async abort(): Promise<void> {
    this.stream.destroy(new Error('the import was cut'));
    await this.done.catch(() => undefined);
  }
}

/** A sink of ratings that writes them by COPY in binary form; waits when Postgres is slower than the source. */
export class RatingSink {
  private readonly copy: CopyIn;
  private chunk = Buffer.allocUnsafe(ROW_BYTES * ROWS_A_CHUNK);
  private used = 0;

  /** `table` has the columns rated_at, user_id, movie_id, half_stars. */
  constructor(client: Client, table: string) {
    const columns = 'user_id, movie_id, half_stars, rated_at';
    this.copy = new CopyIn(client, `COPY ${table} (${columns}) FROM STDIN (FORMAT binary)`);
    // Too short to be waited for.
    void this.copy.write(HEADER);
  }

  /** Adds a rating; whoever gets a promise waits for it. `seconds`: since 1970-01-01 UTC. */
  add(user: number, movie: number, halves: number, seconds: number): Promise<void> | undefined {
    const { chunk } = this;
    let at = this.used;
    const micros = Math.round((seconds - POSTGRES_EPOCH_SECONDS) * 1e6);
    const high = Math.floor(micros / TWO_POW_32);
    at = chunk.writeInt16BE(4, at);
    at = chunk.writeInt32BE(4, at);
    at = chunk.writeInt32BE(user, at);
    at = chunk.writeInt32BE(4, at);
    at = chunk.writeInt32BE(movie, at);
    at = chunk.writeInt32BE(2, at);
    at = chunk.writeInt16BE(halves, at);
    at = chunk.writeInt32BE(8, at);
    at = chunk.writeInt32BE(high, at);
    this.used = chunk.writeUInt32BE(micros - high * TWO_POW_32, at);
    return this.used === chunk.length ? this.flush() : undefined;
  }

  /** Ends the COPY. @throws what Postgres says about the rows. */
  async end(): Promise<void> {
    await this.flush();
    await this.copy.end(TRAILER);
  }

  /** Ends the COPY with an error, so that Postgres forgets the rows. */
  async abort(): Promise<void> {
    await this.copy.abort();
  }

  private async flush(): Promise<void> {
    const full = this.chunk.subarray(0, this.used);
    this.chunk = Buffer.allocUnsafe(ROW_BYTES * ROWS_A_CHUNK);
    this.used = 0;
    if (full.length > 0) await this.copy.write(full);
  }
}

/** Writes rows by COPY in text form; arrays become `{…}`, null `\N`. @returns how many. */
export async function copyRows(
  client: Client,
  {
    table,
    columns,
    rows,
  }: {
    readonly table: string;
    readonly columns: readonly string[];
    readonly rows: Iterable<readonly CopyValue[]>;
  },
): Promise<number> {
  const copy = new CopyIn(client, `COPY ${table} (${columns.join(', ')}) FROM STDIN`);
  let text = '';
  let count = 0;
  for (const row of rows) {
    text += `${row.map(copyValue).join('\t')}\n`;
    count++;
    if (text.length < 65_536) continue;
    await copy.write(text);
    text = '';
  }
  await copy.end(text);
  return count;
}

export type CopyValue = string | number | boolean | Date | null | readonly string[];

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escape = (text: string): string => text.replaceAll('\0', '').replace(/[\\\t\n\r]/g, (c) => ESCAPES[c]!);

/** One value in the text form of COPY. `['a "b"']` → `{"a \\"b\\""}`. */
export function copyValue(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  return escape(`{${value.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
}
