import { afterAll, beforeAll, expect, it } from 'vitest';
import { Tally } from '#import/report';
import { findMovieLens } from '#readers/movielens-form';
import { readMovieLensMovies } from '#readers/movielens-movies';
import { addTags } from '#readers/movielens-tags';
import { scratchFolder } from '#testing/scratch-folder';
import type { ScratchFolder } from '#testing/scratch-folder';

let folder: ScratchFolder;
beforeAll(async () => {
  folder = await scratchFolder();
  await folder.write('ratings.csv', 'userId,movieId,rating,timestamp\n1,1,3,4\n');
  await folder.write('movies.csv', 'movieId,title,genres\n1,Memento (2000),Mystery\n2,Alien (1979),Horror\n');
});
afterAll(async () => {
  await folder.remove();
});

async function keywordsAfter(rows: readonly string[]) {
  await folder.write('tags.csv', ['userId,movieId,tag,timestamp', ...rows, ''].join('\n'));
  const tally = new Tally();
  const form = await findMovieLens(folder.path);
  const { movies } = await readMovieLensMovies(form, tally);
  await addTags(form, movies, tally);
  return { keywords: (id: number) => movies.get(id)!.keywords, tally };
}

it('takes tags as keywords, in lower case, those of most people first', async () => {
  const { keywords } = await keywordsAfter([
    ...['1,1,memory,5', '2,1,memory,5', '3,1,slow,5'],
    ...['1,1,Twist Ending,5', '2,1,twist  ending,5', '4,1,Twist ending,5'],
  ]);
  expect(keywords(1)).toEqual(['twist ending', 'memory']);
  expect(keywords(2)).toEqual([]);
});

it('leaves out what speaks of the tagger, and single voices beside many', async () => {
  const many = Array.from({ length: 20 }, (_, user) => `${String(user)},2,space,5`);
  const { keywords } = await keywordsAfter([
    ...many,
    '1,2,boring,5',
    ...['1,1,In Netflix queue,5', '2,1,In Netflix queue,5'],
    ...['1,1,1999,5', '2,1,1999,5'],
  ]);
  expect(keywords(2)).toEqual(['space']);
  expect(keywords(1)).toEqual([]);
});

it('counts tags of no film and rows that cannot be read', async () => {
  const { tally } = await keywordsAfter(['1,99,space,5', '1,one,space,5']);
  expect([tally.count('unknown-tag'), tally.count('malformed-row')]).toEqual([1, 1]);
});
