import { describe, expect, it } from 'vitest';
import { MOST_ROWS, parsePersonalRatings } from '#personal/parse';

const LETTERBOXD =
  'Date,Name,Year,Letterboxd URI,Rating\n2023-05-01,"Good, the Bad and the Ugly, The",1966,https://boxd.it/2a,4.5\n';
const IMDB =
  'Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year\n' +
  'tt0211915,9,2024-01-31,Amélie,Le fabuleux destin d’Amélie Poulain,u,Movie,8.3,122,2001\n';

describe('a person’s own file', () => {
  it('of Letterboxd', async () => {
    expect(await parsePersonalRatings(LETTERBOXD, 'auto')).toEqual({
      format: 'letterboxd',
      rows: [
        {
          row: 2,
          title: 'Good, the Bad and the Ugly, The',
          year: 1966,
          rating: 4.5,
          at: new Date('2023-05-01'),
        },
      ],
    });
  });

  it('of IMDb, whose ten points are five stars', async () => {
    const { format, rows } = await parsePersonalRatings(`\ufeff${IMDB}`, 'auto');
    expect(format).toBe('imdb');
    expect(rows[0]).toMatchObject({ imdbId: 'tt0211915', rating: 4.5, year: 2001, title: 'Amélie' });
  });

  it('of MovieLens: the site’s export and a data set’s rows', async () => {
    const site =
      'movie_id,imdb_id,tmdb_id,rating,average_rating,title\n1,0114709,862,4.5,3.9,Toy Story (1995)\n';
    expect((await parsePersonalRatings(site, 'movielens')).rows[0]).toMatchObject({
      movieLensId: 1, imdbId: 'tt0114709', tmdbId: 862, rating: 4.5, year: 1995,
    }); // prettier-ignore
    const set = 'userId,movieId,rating,timestamp\n5,1,3.5,964982703\n';
    expect((await parsePersonalRatings(set, 'auto')).rows[0]).toMatchObject({
      movieLensId: 1,
      rating: 3.5,
      at: new Date(964982703_000),
    });
  });

  it('names the fault of rows that cannot count', async () => {
    const rows =
      'Date,Name,Year,Letterboxd URI,Rating\n2023-05-01,Alien,1979,u,\n2023-05-01,Heat,1995,u,7\n,Ran,1985,u,0\n';
    expect((await parsePersonalRatings(rows, 'auto')).rows.map(({ fault }) => fault)).toEqual([
      'has no rating: only seen',
      'has the rating "7", which is none',
      'has the rating "0", which is none',
    ]);
  });

  it.each([
    ['an empty file', '', 'auto', 'is empty'],
    ['another table', 'a,b\n1,2\n', 'auto', 'not of a known format'],
    ['the wrong format', LETTERBOXD, 'imdb', 'not of imdb'],
    [
      'an open quote',
      'Date,Name,Year,Letterboxd URI,Rating\n1,"Heat,1995,u,3\n',
      'auto',
      'is no CSV file that can be read',
    ],
    [
      'too many rows',
      LETTERBOXD + '2023-05-01,Heat,1995,u,3\n'.repeat(MOST_ROWS),
      'auto',
      'has more than 20000 rows',
    ],
  ] as const)('refuses %s', async (_what, csv, format, message) => {
    await expect(parsePersonalRatings(csv, format)).rejects.toMatchObject({
      code: 'invalid-input',
      errors: [{ field: 'csv', message: expect.stringContaining(message) as string }],
    });
  });
});
