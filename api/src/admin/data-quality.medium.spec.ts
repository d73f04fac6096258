import { dataQualitySchema } from '@marquee/contract/admin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aProduct } from '#testing/product';
import type { Product } from '#testing/product';

let product: Product;
beforeAll(async () => {
  product = await aProduct({ trained: false });
});
afterAll(async () => {
  await product.close();
});

const look = async () => {
  const { accessToken: token } = await product.anAdmin();
  const { status, body } = await product.ask('GET /v1/admin/data-quality', { token });
  expect(status).toBe(200);
  return dataQualitySchema.parse(body);
};

describe('data quality', () => {
  it('names the demo’s ratings as generated, and counts films the same everywhere', async () => {
    const quality = await look();
    expect(quality.ratings).toMatchObject({ generated: quality.ratings.total, imported: 0, accounts: 0 });
    const sum = (rows: readonly { count: number }[]) => rows.reduce((all, { count }) => all + count, 0);
    expect([sum(quality.moviesByRatings), sum(quality.languages)]).toEqual([quality.movies, quality.movies]);
    expect(sum(quality.ratingHistogram)).toBe(quality.ratings.total);
    expect(quality.coverage).toContainEqual({ what: 'overview', count: quality.movies });
    expect(quality.coverage).toContainEqual({ what: 'poster', count: 0 });
    expect(quality.imports).toMatchObject([{ source: 'demo', movies: { kept: quality.movies } }]);
  });

  it('says what the last import dropped before what it remarked', async () => {
    const reason = (meaning: string, count: number) => ({ meaning, count, examples: ['movies.csv:3: x'] });
    await product.database.importReports.add('movielens', {
      seconds: 2,
      movies: { read: 10, kept: 8 },
      ratings: { read: 100, kept: 90 },
      reasons: {
        'no-year': reason('The title carries no year', 70),
        'malformed-row': reason('The row is broken', 2),
        'unknown-movie': reason('The film is unknown', 8),
      },
    });
    const { reasons, imports } = await look();
    expect(reasons.map(({ reason: code, dropped, count }) => [code, dropped, count])).toEqual([
      ['unknown-movie', true, 8],
      ['malformed-row', true, 2],
      ['no-year', false, 70],
    ]);
    expect(imports.map(({ source }) => source)).toEqual(['movielens', 'demo']);
  });

  it('lets everybody know whose data are shown', async () => {
    const sources = async () => (await product.ask('GET /v1/sources')).body;
    expect(await sources()).toEqual({ tmdb: false, imdb: false, movielens: false, generatedRatings: true });
    await product.database.store.rows(
      `UPDATE movies SET poster_path = '/a.jpg' WHERE id = (SELECT min(id) FROM movies)`,
    );
    expect(await sources()).toMatchObject({ tmdb: true });
  });
});
