import { describe, expect, it } from 'vitest';
import type { CatalogueMovie } from '#recommend/catalogue';
import { browseCatalogue } from '#movies/browse-catalogue';
import type { Place } from '#movies/browse-catalogue';

const aMovie = (movie: Partial<CatalogueMovie> & { readonly id: number }): CatalogueMovie => ({
  title: `Film ${String(movie.id)}`,
  originalTitle: null,
  year: null,
  runtime: null,
  genres: [],
  languages: [],
  countries: [],
  directors: [],
  actors: [],
  moods: [],
  overview: null,
  posterPath: null,
  ratingCount: 0,
  ratingMean: null,
  popularity: 0,
  ...movie,
});

const MOVIES = [
  aMovie({ id: 1, title: 'élan', year: 1990, popularity: 0.2, genres: ['Drama'] }),
  aMovie({ id: 2, title: 'Zed', popularity: 0.9, ratingMean: 4, ratingCount: 7, genres: ['Drama'] }),
  aMovie({ id: 3, title: 'Eland', year: 1950, popularity: 0.9, ratingMean: 4, ratingCount: 9 }),
  aMovie({ id: 4, title: 'Abel', year: 2020, popularity: 0.1, genres: ['Drama', 'Comedy'] }),
];
const ids = (movies: readonly CatalogueMovie[]) => movies.map(({ id }) => id);

describe('browseCatalogue', () => {
  it.each([
    ['popularity', [2, 3, 1, 4]],
    ['rating', [3, 2, 1, 4]],
    ['year', [3, 1, 4, 2]],
    ['-year', [4, 1, 3, 2]],
    ['title', [4, 1, 3, 2]],
  ] as const)('orders by %s, what is unknown last and ties by id', (sort, order) => {
    const pages: number[][] = [];
    let after: Place | undefined;
    do {
      const page = browseCatalogue(MOVIES, { filters: {}, sort, limit: 3, ...(after && { after }) });
      pages.push(ids(page.items));
      // A cursor has been text in between.
      after = page.after === null ? undefined : (JSON.parse(JSON.stringify(page.after)) as Place);
    } while (after);
    expect(pages).toEqual([order.slice(0, 3), order.slice(3)]);
  });

  /** What Elasticsearch answered as the place of a film whose year and mean it does not know, or of one with a mean of 8/3. */
  it.each([
    ['year', [2_147_483_647, 5], [6]],
    ['-year', [-2_147_483_648, 5], [6]],
    ['rating', ['-Infinity', 0, 5], [6]],
    ['rating', [2.6666667, 9, 7], [8, 5, 6]],
  ] as const)('goes on by %s where Elasticsearch ended at %j', (sort, after, order) => {
    const mean = { year: 2000, ratingMean: 8 / 3 };
    const movies = [
      aMovie({ id: 5 }),
      aMovie({ id: 6 }),
      aMovie({ id: 7, ...mean, ratingCount: 9 }),
      aMovie({ id: 8, ...mean, ratingCount: 3 }),
    ];
    expect(ids(browseCatalogue(movies, { filters: {}, sort, limit: 9, after }).items)).toEqual(order);
  });

  it('obeys the filters and counts what passes them', () => {
    const page = browseCatalogue(MOVIES, { filters: { genres: ['Drama'] }, sort: 'popularity', limit: 1 });
    expect([ids(page.items), page.total]).toEqual([[2], 3]);
  });
});
