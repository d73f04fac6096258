import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Tally } from '#import/report';
import { addMetadata } from '#readers/metadata';
import { findMovieLens } from '#readers/movielens-form';
import { addLinks, imdbId } from '#readers/movielens-links';
import { readMovieLensMovies } from '#readers/movielens-movies';
import { writeSet } from '#testing/movielens-set';
import { scratchFolder } from '#testing/scratch-folder';
import type { ScratchFolder } from '#testing/scratch-folder';

let folder: ScratchFolder;
beforeAll(async () => {
  folder = await scratchFolder();
  await folder.write('ratings.csv', 'userId,movieId,rating,timestamp\n1,1,3,4\n');
});
afterAll(async () => {
  await folder.remove();
});

async function readMovies(rows: string) {
  await folder.write('movies.csv', `movieId,title,genres\n${rows}`);
  const tally = new Tally();
  return { ...(await readMovieLensMovies(await findMovieLens(folder.path), tally)), tally };
}

const reasons = (tally: Tally): Record<string, number> =>
  Object.fromEntries(Object.entries(tally.toJSON()).map(([reason, { count }]) => [reason, count]));

describe('the films of MovieLens', () => {
  it('come with title, year and genres apart', async () => {
    const { movies } = await readMovies('11,"American President, The (1995)",Comedy|Drama|Romance\n');
    expect(movies.get(11)).toMatchObject({
      title: 'The American President',
      year: 1995,
      genres: ['Comedy', 'Drama', 'Romance'],
      source: 'movielens',
      languages: [],
      overview: null,
    });
  });

  it('are left out or remarked on, each for its reason', async () => {
    const { movies, read, tally } = await readMovies(
      '1,Toy Story (1995),Animation\n1,Toy Story again (1995),Drama\nx,No Id (1990),Drama\n2,,Drama\n3,Too,Many,Fields\n' +
        '0,Zero (1990),Drama\n4,Paterson,(no genres listed)\n5,Odd (1999),Drama|Telenovela\n',
    );
    expect([...movies.keys()]).toEqual([1, 4, 5]);
    expect(read).toBe(8);
    expect(reasons(tally)).toEqual({
      'bad-movie-id': 2, 'duplicate-movie': 1, 'malformed-row': 1, 'missing-value': 1, 'no-genres': 1, 'no-year': 1,
      'unknown-genre': 1,
    }); // prettier-ignore
    expect(tally.toJSON()['duplicate-movie']?.examples).toEqual([
      'movies.csv:3: 1,Toy Story again (1995),Drama',
    ]);
  });

  it('are refused with file and line when a quote is never closed', async () => {
    await expect(readMovies('1,"Toy Story (1995),Animation\n2,Heat (1995),Crime\n')).rejects.toMatchObject({
      name: 'BrokenFileError',
      message: expect.stringMatching(/movies\.csv:\d+: is broken: Quote Not Closed/) as string,
    });
  });

  it.each([
    ['of another table', 'id;name\n1;2\n', 'movies.csv:1: has the header "id;name"'],
    ['without rows', '', 'is empty'],
    [
      'in another encoding',
      Buffer.from('movieId,title,genres\n1,L\xe9on (1994),Drama\n', 'latin1'),
      'is not utf-8 text',
    ],
    ['of bytes', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'movies.csv:1: '],
  ])('are refused in a file %s', async (_what, content, message) => {
    await folder.write('movies.csv', content);
    await expect(readMovieLensMovies(await findMovieLens(folder.path), new Tally())).rejects.toMatchObject({
      name: 'BrokenFileError',
      message: expect.stringContaining(message) as string,
    });
  });

  it('say what a folder without a set lacks', async () => {
    await expect(findMovieLens('/nowhere/at/all')).rejects.toThrow('is not a folder that can be read');
    const empty = await scratchFolder();
    await expect(findMovieLens(empty.path)).rejects.toThrow('holds no MovieLens set');
    await empty.remove();
  });

  it('are found one folder deeper, unless there are several sets', async () => {
    const outer = await scratchFolder();
    const set = { movies: ['1,Heat (1995),Crime'], ratings: ['1,1,3.0,4'] };
    await writeSet(join(outer.path, 'ml-small'), set);
    expect((await findMovieLens(outer.path)).movies).toBe(join(outer.path, 'ml-small', 'movies.csv'));
    await writeSet(join(outer.path, 'ml-large'), set);
    await expect(findMovieLens(outer.path)).rejects.toThrow(
      /holds several sets; name one of .*ml-large, .*ml-small/,
    );
    await outer.remove();
  });
});

describe('the older forms', () => {
  it('ml-1m: colons and latin1', async () => {
    const old = await scratchFolder();
    await old.write('movies.dat', Buffer.from("1::L\xe9on (1994)::Children's|Comedy\n", 'latin1'));
    await old.write('ratings.dat', '1::1::5::978300760\n');
    const { movies } = await readMovieLensMovies(await findMovieLens(old.path), new Tally());
    expect(movies.get(1)).toMatchObject({
      title: 'Léon',
      genres: ['Children', 'Comedy'],
      source: 'movielens',
    });
    await old.remove();
  });

  it('ml-100k: bars, a flag a genre, and a numbering of its own', async () => {
    const old = await scratchFolder();
    const flags = '0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0';
    await old.write('u.item', `1|Toy Story (1995)|01-Jan-1995||http://example.org|${flags}\n`);
    await old.write('u.data', '196\t1\t3\t881250949\n');
    const { movies } = await readMovieLensMovies(await findMovieLens(old.path), new Tally());
    expect(movies.get(1)).toMatchObject({
      title: 'Toy Story',
      genres: ['Animation', 'Children', 'Comedy'],
      source: 'movielens-100k',
    });
    await old.remove();
  });
});

describe('links and metadata', () => {
  it('reads ids as they should be written', () => {
    expect([imdbId('0114709'), imdbId('tt0114709'), imdbId('10872600'), imdbId('x'), imdbId('0')]).toEqual([
      'tt0114709', 'tt0114709', 'tt10872600', null, null,
    ]); // prettier-ignore
  });

  it('join by movieId and count what matches nothing', async () => {
    const { movies, tally } = await readMovies(
      '1,Toy Story (1995),Animation\n2,Heat (1995),(no genres listed)\n',
    );
    await addLinks(
      await folder.write('links.csv', 'movieId,imdbId,tmdbId\n1,0114709,862\n2,0113277,\n9,1,1\n'),
      movies,
      tally,
    );
    const lines = [
      { movieId: 1, overview: ' Toys live. ', runtime: 81.0, directors: ['John Lasseter'], actors: [], keywords: ['toy', 'toy'] },
      { movieId: 2, title: 'Heat (1995)', genres: ['Crime', 'Opera'], overview: '', runtime: null, tmdbId: 949 },
      { movieId: 77, overview: 'Nobody.' },
      { nothing: true },
    ]; // prettier-ignore
    const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{"movieId": 1, "overv`;
    await addMetadata(await folder.write('metadata.jsonl', text), movies, tally);
    expect(movies.get(1)).toMatchObject({
      overview: 'Toys live.',
      runtime: 81,
      directors: ['John Lasseter'],
      keywords: ['toy'],
      imdbId: 'tt0114709',
      tmdbId: 862,
    });
    expect(movies.get(2)).toMatchObject({ overview: null, tmdbId: 949, genres: ['Crime'], title: 'Heat' });
    expect(reasons(tally)).toMatchObject({
      'unknown-link': 1,
      'unknown-metadata': 1,
      'malformed-metadata': 2,
    });
  });

  it('refuses a metadata file that is something else', async () => {
    const file = await folder.write('metadata.jsonl', 'movieId,overview\n1,x\n');
    await expect(addMetadata(file, new Map(), new Tally())).rejects.toThrow(
      'metadata.jsonl:1: is no file of JSON lines',
    );
  });
});
