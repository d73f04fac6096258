import { tasteMapSchema } from '@marquee/contract/map';
import type { TasteMap } from '@marquee/contract/map';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aProduct } from '#testing/product';
import type { Product } from '#testing/product';

let product: Product;
let ids: number[];

beforeAll(async () => {
  product = await aProduct({ trained: false });
  ids = (await product.database.movies.idsMatching({})).slice(0, 40);
});
afterAll(async () => {
  await product.close();
});

const ask = async (etag?: string) =>
  await product.ask<TasteMap>('GET /v1/map', {
    headers: etag === undefined ? {} : { 'if-none-match': etag },
  });

const label = { genres: ['Western'], keywords: ['bandits'], years: [1950, 1960] as const };

describe('the taste map', () => {
  it('is not there before it is drawn, and says what draws it', async () => {
    const { status, body } = await ask();
    expect([status, body]).toEqual([
      404,
      expect.objectContaining({ detail: expect.stringMatching(/job "map"/) }),
    ]);
  });

  it('gives every film’s place, and a reader who has it already nothing', async () => {
    await product.database.tasteMap.put({
      version: 'one',
      movies: [...ids, 999_999],
      xs: [...ids.map((_, at) => at * 100), 1],
      ys: [...ids.map((_, at) => 5000 - at * 100), 1],
      areas: [...ids.map((_, at) => at % 2), 1],
      labels: [label, { genres: [], keywords: [], years: null }],
    });
    const { status, body, headers } = await ask();
    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=60']);
    const map = tasteMapSchema.parse(body);
    expect([...map.films.ids].sort((a, b) => a - b)).toEqual([...ids].sort((a, b) => a - b));
    expect(map.films.weights).toEqual([...map.films.weights].sort((a, b) => b - a));
    expect(map.areas[0]).toEqual({ ...label, films: 20, x: 1900, y: 3100 });
    const at = map.films.ids.indexOf(ids[3]!);
    const movie = (await product.database.movies.byId(ids[3]!))!;
    expect([map.films.titles[at], map.films.years[at], map.films.xs[at], map.genres[map.films.genres[at]!]]).toEqual([
      movie.title, movie.year, 300, movie.genres[0],
    ]); // prettier-ignore
    expect((await ask(String(headers.etag))).status).toBe(304);
  });

  it('is another one when a film has changed', async () => {
    const { etag } = (await ask()).headers;
    await product.database.movies.saveEnrichment(ids[3]!, { tagline: 'New' }, new Date());
    await product.database.store.rows(
      `UPDATE movies SET title = 'Renamed', updated_at = now() WHERE id = $1`,
      [ids[3]],
    );
    vi.setSystemTime(Date.now() + 6000);
    const { status, body } = await ask(String(etag));
    vi.useRealTimers();
    expect([status, body.films.titles.includes('Renamed')]).toEqual([200, true]);
  });
});
