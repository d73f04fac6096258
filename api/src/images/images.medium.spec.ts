import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aProduct } from '#testing/product';
import type { Product } from '#testing/product';

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(290_000, 7)]);
const send = (response: ServerResponse): void => void response.end(JPEG);
let product: Product;
let server: Server;
let folder: string;
/** Of the films that have the posters p1.jpg to p9.jpg. */
let ids: number[];
let asked: string[] = [];
let answer: (response: ServerResponse) => void = send;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url!);
    answer(response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  folder = await mkdtemp(join(tmpdir(), 'marquee-images-'));
  product = await aProduct({
    trained: false,
    changes: {
      TMDB_IMAGE_URL: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      MARQUEE_DATA: folder,
      IMAGE_CACHE_MB: '1',
    },
  });
  const rows = await product.database.store.rows<{ id: number }>(
    `UPDATE movies m SET poster_path = '/p' || g.place || '.jpg'
     FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM movies) g
     WHERE g.id = m.id AND g.place < 10 RETURNING m.id`,
  );
  ids = rows.map(({ id }) => id).sort((a, b) => a - b);
});
afterAll(async () => {
  await product.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  asked = [];
  answer = send;
});

const poster = async (number: number, size = 'w342', headers: Record<string, string> = {}) =>
  await product.ask(`GET /v1/images/posters/${String(ids[number - 1])}/${size}`, { headers });

describe('posters', () => {
  it('come from TMDB once, and from disk after that', async () => {
    const [one, other] = await Promise.all([poster(1), poster(1)]);
    expect([one.status, other.status, one.headers['content-type']]).toEqual([200, 200, 'image/jpeg']);
    expect(one.headers['cache-control']).toBe('public, max-age=604800');
    expect(asked).toEqual(['/t/p/w342/p1.jpg']);
    const again = await poster(1, 'w342', { 'if-none-match': String(one.headers.etag) });
    expect(again.status).toBe(304);
    expect(asked.length).toBe(1);
  });

  it('are asked for in known sizes and of known films alone', async () => {
    expect((await poster(1, 'original')).status).toBe(422);
    const unknown = await product.ask('GET /v1/images/posters/999999999/w342');
    expect(unknown.body).toMatchObject({ code: 'movie-not-found' });
    const store = (path: string | null) =>
      product.database.store.rows('UPDATE movies SET poster_path = $1 WHERE id = $2', [path, ids[8]]);
    for (const path of [null, 'http://169.254.169.254/x.jpg', '/../secret.jpg']) {
      await store(path);
      expect((await poster(9)).body).toMatchObject({
        code: 'not-found',
        detail: 'The film has no poster; draw one.',
      });
    }
    expect(asked).toEqual([]);
  });

  it('that TMDB does not have are not asked for again', async () => {
    answer = (response) => void response.writeHead(404).end();
    expect([(await poster(2)).status, (await poster(2)).status]).toEqual([404, 404]);
    expect(asked.length).toBe(1);
  });

  it.each([
    [
      'a page',
      (response: ServerResponse) =>
        void response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<html>'),
    ],
    [
      'more than four megabytes',
      (response: ServerResponse) => void response.end(Buffer.concat([JPEG, Buffer.alloc(4e6)])),
    ],
    [
      'a way to somewhere else',
      (response: ServerResponse) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    ],
    ['a failure', (response: ServerResponse) => void response.writeHead(500).end()],
  ])('that turn out to be %s are not passed on', async (_what, wrong) => {
    answer = wrong;
    expect((await poster(3)).body).toMatchObject({ code: 'image-unavailable' });
    expect(await readdir(join(folder, 'images'))).not.toContain('w342-p3.jpg');
  });

  it('that are old are renewed, and shown as they are while TMDB is away', async () => {
    const file = join(folder, 'images', 'w342-p1.jpg');
    await utimes(file, new Date(), new Date('2020-01-01'));
    answer = (response) => void response.writeHead(500).end();
    expect((await poster(1)).status).toBe(200);
    answer = send;
    expect((await poster(1)).status).toBe(200);
    expect(asked.length).toBe(2);
    await poster(1);
    expect(asked.length).toBe(2);
  });

  it('take no more of the disk than they may; those that nobody looks at go', async () => {
    for (const id of [4, 5, 1, 6]) {
      expect((await poster(id)).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    const left = (await readdir(join(folder, 'images'))).sort();
    expect(left).toEqual(['w342-p1.jpg', 'w342-p5.jpg', 'w342-p6.jpg']);
  });
});
