import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchMovieLens } from '#download/grouplens';
import { scratchFolder } from '#testing/scratch-folder';
import type { ScratchFolder } from '#testing/scratch-folder';

let folder: ScratchFolder;
let server: Server | undefined;
beforeEach(async () => {
  folder = await scratchFolder();
});
afterEach(async () => {
  server?.close();
  server?.closeAllConnections();
  await folder.remove();
});

/** Rows that do not pack well, so that the archive is long enough to be cut. */
const RATINGS = `userId,movieId,rating,timestamp\n${Array.from({ length: 20_000 }, (_, k) => `${(k * 7919) % 610},${(k * 104_729) % 9000},4.0,${1e9 + k * 31}`).join('\n')}\n`;
const FILES = {
  'ml-test/README.txt': 'Terms of use',
  'ml-test/movies.csv': 'movieId,title,genres\n1,Toy Story (1995),Animation\n',
  'ml-test/ratings.csv': RATINGS,
  'ml-test/tags.csv': 'userId,movieId,tag,timestamp\n1,1,toys,5\n',
  'ml-test/genome-scores.csv': 'a file that is left where it is',
};

/** A zip archive of deflated files, as Info-ZIP lays it out. */
function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(text), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(Buffer.byteLength(text), 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, place, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const names = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(names.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, names, end]);
}

const archive = zipOf(FILES);
const md5 = createHash('md5').update(archive).digest('hex');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A GroupLens that answers for the archive in turn; the last answer is repeated. */
async function aGroupLens({
  answers,
  sum = `MD5 (ml-test.zip) = ${md5}\n`,
}: {
  answers: readonly Answer[];
  sum?: string | null;
}) {
  const asked: IncomingMessage[] = [];
  server = createServer((request, response) => {
    if (request.url!.endsWith('.md5'))
      return void (sum === null ? response.writeHead(404).end() : response.end(sum));
    asked.push(request);
    answers[Math.min(asked.length, answers.length) - 1]!(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server!.once('listening', resolve));
  const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/datasets`;
  const get = () => fetchMovieLens({ base, dataset: 'ml-test', folder: folder.path, pauseMs: 1 });
  return { asked, get };
}

/** Sends what was asked for: all, or the rest of a version that is still the same. */
const whole =
  (etag = '"one"', bytes = archive): Answer =>
  (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from > 0 && request.headers['if-range'] === etag)
      return void response
        .writeHead(206, {
          etag,
          'content-range': `bytes ${String(from)}-${String(bytes.length - 1)}/${String(bytes.length)}`,
          'content-length': bytes.length - from,
        })
        .end(bytes.subarray(from));
    response.writeHead(200, { etag, 'content-length': bytes.length }).end(bytes);
  };
/** Sends a third of it and hangs up. */
const cut =
  (etag = '"one"'): Answer =>
  (_request, response) => {
    response.writeHead(200, { etag, 'content-length': archive.length });
    response.write(archive.subarray(0, archive.length / 3), () => setTimeout(() => response.destroy(), 20));
  };
const status =
  (code: number): Answer =>
  (_request, response) =>
    void response.writeHead(code).end();

describe('a MovieLens set by name', () => {
  it('is fetched, checked and unpacked, without what is not read; a second time nothing is asked', async () => {
    const { asked, get } = await aGroupLens({ answers: [whole()] });
    const path = join(folder.path, 'ml-test');
    expect(await get()).toEqual({ path, checked: 'md5' });
    expect((await readdir(path)).sort()).toEqual(['README.txt', 'movies.csv', 'ratings.csv', 'tags.csv']);
    expect(await readFile(join(path, 'ratings.csv'), 'utf8')).toBe(RATINGS);
    expect(await readdir(folder.path)).toEqual(['ml-test']);
    expect(await get()).toEqual({ path, checked: 'kept' });
    expect(asked.length).toBe(1);
  });

  it('goes on where the connection was cut', async () => {
    const { asked, get } = await aGroupLens({ answers: [cut(), whole()] });
    expect(await get()).toMatchObject({ checked: 'md5' });
    const { range, 'if-range': ifRange } = asked[1]!.headers;
    expect([Number(/\d+/.exec(range!)), ifRange]).toEqual([expect.closeTo(archive.length / 3, -1), '"one"']);
  });

  it('goes on in another process, and begins again when the file has changed meanwhile', async () => {
    const first = await aGroupLens({ answers: [cut('"old"'), status(503)] });
    await expect(first.get()).rejects.toThrow(/ml-test\.zip could not be fetched \(HTTP 503\)/);
    const { port } = server!.address() as AddressInfo;
    server!.close();
    server!.closeAllConnections();
    const asked: IncomingMessage[] = [];
    server = createServer((request, response) => {
      if (request.url!.endsWith('.md5')) return void response.end(md5);
      asked.push(request);
      whole('"new"')(request, response);
    }).listen(port, '127.0.0.1');
    expect(await first.get()).toMatchObject({ checked: 'md5' });
    expect(asked.map(({ headers }) => headers['if-range'])).toEqual(['"old"']);
  });

  it('refuses an archive with another sum, and fetches it anew the next time', async () => {
    const { asked, get } = await aGroupLens({ answers: [whole()], sum: '0'.repeat(32) });
    await expect(get()).rejects.toThrow(/has the MD5 sum [0-9a-f]{32} where 0{32} was published/);
    expect(await readdir(folder.path)).toEqual([]);
    await expect(get()).rejects.toThrow();
    expect(asked.length).toBe(2);
  });

  it('holds every file against its CRC-32 where no sum is published', async () => {
    const damaged = Buffer.from(archive);
    damaged[Math.floor(archive.length / 2)]! ^= 0xff;
    const { get } = await aGroupLens({ answers: [whole('"one"', damaged), whole()], sum: null });
    await expect(get()).rejects.toThrow(/is damaged in ml-test\/ratings\.csv/);
    expect(await get()).toMatchObject({ checked: 'crc32' });
  });

  it('gives up a server that finds no range right, not even the whole', async () => {
    const { asked, get } = await aGroupLens({ answers: [cut(), status(416)] });
    await expect(get()).rejects.toThrow(/could not be fetched \(HTTP 416\)/);
    expect(asked.length).toBe(5);
  });

  it('says what is not there, and what cannot be reached', async () => {
    const { asked, get } = await aGroupLens({ answers: [status(404)] });
    await expect(get()).rejects.toMatchObject({ name: 'DownloadError', problem: 'missing' });
    expect(asked.length).toBe(1);
    server!.close();
    server!.closeAllConnections();
    await expect(get()).rejects.toMatchObject({ name: 'DownloadError', problem: 'unreachable' });
  });
});
