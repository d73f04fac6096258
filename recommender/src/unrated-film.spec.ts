import { expect, it } from 'vitest';
import { aCatalogue, aCrowd, aTaste, movieOf } from '#crowd.factory';
import { loadModels } from '#recommender';
import { trainAll } from '#training';

it('recommends and compares a film that nobody has rated when it is described', async () => {
  const unrated = { ...aCatalogue()[3]!, id: movieOf('Noir', 90), title: 'Noir number 90 (1953)' };
  const { ratings, movies } = aCrowd();
  const { parts } = await trainAll(
    { ratings, movies: [...movies, unrated] },
    { seed: 3, tuningBudgetMs: 0, threads: 1 },
  );
  const loaded = loadModels({ parts, meta: {} });
  const asked = { limit: 200, candidates: [unrated.id] };
  expect(loaded.recommend('stacked', aTaste('Noir'), asked)).toMatchObject([{ movieId: unrated.id }]);
  expect(['als', 'item', 'hybrid'].map((by) => loaded.knows(unrated.id, by))).toEqual([false, false, true]);
  expect(loaded.similar(unrated.id, 'hybrid', { limit: 1 })).toMatchObject([{ movieId: movieOf('Noir', 3) }]);
}, 60_000);
