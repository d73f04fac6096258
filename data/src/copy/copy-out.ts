import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** Signature, flags, length of the extension. */
const HEADER_BYTES = 19;
const END_OF_ROWS = -1;

/**
 * The rows of a query as the bytes that Postgres holds, by COPY in binary form: an ordinary answer carries columns of
 * bytes in hexadecimal text, which takes many times as long. An integer is four bytes, the highest first; null is null.
 * `select` takes no parameters: write values into it with `escapeLiteral` of pg.
 */
export async function copyOut(client: Client, select: string): Promise<(Buffer | null)[][]> {
  const stream = client.query(copyTo(`COPY (${select}) TO STDOUT (FORMAT binary)`));
  const rows: (Buffer | null)[][] = [];
  let chunks: Buffer[] = [];
  let have = 0;
  let need = HEADER_BYTES;
  let at = HEADER_BYTES;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    have += chunk.length;
    // Joined only when a whole row is there, because a row may be a thousand times as long as a chunk.
    if (have < need) continue;
    const bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    for (;;) {
      const row = parseRow(bytes, at);
      if (row.fields === undefined) {
        need = row.need - at;
        break;
      }
      rows.push(row.fields);
      at = row.end;
    }
    const rest = bytes.subarray(at);
    chunks = [rest];
    have = rest.length;
    at = 0;
  }
  return rows;
}

type ParsedRow =
  | { readonly fields: (Buffer | null)[]; readonly end: number }
  | { readonly fields: undefined; readonly need: number };

/** The row that begins at `start`, or up to which byte one must have read to know more. */
function parseRow(bytes: Buffer, start: number): ParsedRow {
  if (bytes.length < start + 2) return { fields: undefined, need: start + 2 };
  const count = bytes.readInt16BE(start);
  if (count === END_OF_ROWS) return { fields: undefined, need: Infinity };
  const fields: (Buffer | null)[] = [];
  let at = start + 2;
  for (let k = 0; k < count; k++) {
    if (bytes.length < at + 4) return { fields: undefined, need: at + 4 };
    const length = bytes.readInt32BE(at);
    at += 4;
    if (length < 0) {
      fields.push(null);
      continue;
    }
    if (bytes.length < at + length) return { fields: undefined, need: at + length };
    fields.push(bytes.subarray(at, at + length));
    at += length;
  }
  return { fields, end: at };
}
