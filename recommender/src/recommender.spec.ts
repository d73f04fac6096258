import { beforeAll, describe, expect, it } from 'vitest';
import { aCatalogue, aCrowd, aTaste, movieOf } from '#crowd.factory';
import { fakeEmbedder } from '#embedder-fake';
import { evaluateLists, relevanceOf } from '#evaluation';
import type { HistoryItem } from '#model';
import { readModelFile, writeModelFile } from '#model-file';
import { movieText } from '#movie-text';
import { loadModels } from '#recommender';
import type { Recommender } from '#recommender';
import { randomSplit } from '#splits/random-split';
import { histories } from '#stacked-fit';
import { trainAll } from '#training';

const STRATEGIES = [
  'popular',
  'als',
  'item',
  'rating',
  'tfidf',
  'bert',
  'content',
  'hybrid',
  'stacked',
] as const;
const OPTIONS = { seed: 3, tuningBudgetMs: 0, threads: 1, holdOut: 'random' } as const;

const crowd = aCrowd();
const { train, test } = randomSplit(crowd.ratings, { share: 0.2, seed: 5 });
let recommender: Recommender;
let file: Uint8Array;

beforeAll(async () => {
  const vectors = await fakeEmbedder().embed(crowd.movies.map(movieText));
  const movies = crowd.movies.map((movie, at) => ({ ...movie, vector: vectors[at] }));
  const { parts, metrics } = await trainAll({ ratings: train, movies }, OPTIONS);
  file = writeModelFile(parts, { metrics });
  recommender = loadModels(readModelFile(file));
}, 120_000);

const sum = (values: readonly { readonly value: number }[]): number =>
  values.reduce((all, { value }) => all + value, 0);

describe.each(STRATEGIES)('%s', (strategy) => {
  const recommend = (
    history: readonly HistoryItem[],
    options: Partial<Parameters<Recommender['recommend']>[2]> = {},
  ) => recommender.recommend(strategy, history, { limit: 10, ...options });

  it('recommends what was not seen, as many as asked, best first', () => {
    const history = aTaste('Noir');
    const list = recommend(history);
    expect(list).toHaveLength(10);
    const seen = new Set(history.map(({ movieId }) => movieId));
    expect(list.filter(({ movieId }) => seen.has(movieId))).toEqual([]);
    expect(list.map(({ score }) => score)).toEqual(list.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(new Set(list.map(({ movieId }) => movieId)).size).toBe(10);
  });

  it('obeys candidates and exclusions', () => {
    const candidates = [movieOf('Noir', 20), movieOf('Noir', 21), movieOf('Western', 20)];
    const list = recommend(aTaste('Noir'), { candidates, exclude: new Set([candidates[0]!]) });
    expect(list.map(({ movieId }) => movieId).toSorted((a, b) => a - b)).toEqual(candidates.slice(1));
  });

  it('finds the same in a shortlist of everything, and explains it as well', () => {
    const [plain, history] = [aTaste('Noir'), aTaste('Noir')];
    const shortlist = aCatalogue().map(({ id }) => id);
    const [whole, short] = [recommend(plain), recommend(history, { shortlist })];
    expect(short.map(({ movieId }) => movieId)).toEqual(whole.map(({ movieId }) => movieId));
    short.forEach(({ score }, at) => expect(score).toBeCloseTo(whole[at]!.score, 5));
    const explained = recommender.explain(history, short);
    short.forEach(({ score }, at) => expect(sum(explained[at]!)).toBeCloseTo(score, 3));
  });

  it('looks at every film again after it was asked with a shortlist', () => {
    const [plain, history] = [aTaste('Noir'), aTaste('Noir')];
    const whole = recommend(plain, { limit: 100 });
    const shortlist = [movieOf('Western', 20)];
    recommend(history, { limit: 1, shortlist, allowed: (movieId) => shortlist.includes(movieId) });
    expect(recommend(history, { limit: 100 })).toEqual(whole);
  });

  it('recommends out of a shortlist, and by itself, what is allowed alone', () => {
    const allowed = (movieId: number): boolean => movieId % 2 === 0;
    const shortlist = [movieOf('Noir', 20), movieOf('Noir', 21), movieOf('Western', 20)];
    const history = aTaste('Noir');
    const list = recommend(history, { limit: 50, shortlist, allowed });
    expect(list.map(({ movieId }) => movieId)).toContain(movieOf('Noir', 20));
    expect(list.filter(({ movieId }) => !allowed(movieId))).toEqual([]);
    // Everything that is allowed: its own cost does not grow, the catalogue is small.
    const whole = recommend(aTaste('Noir'), { limit: 50, allowed });
    expect(whole.filter(({ movieId }) => !allowed(movieId))).toEqual([]);
    expect(whole.length).toBeGreaterThanOrEqual(list.length);
  });

  it('gives the same answer to the same question', () => {
    expect(recommend(aTaste('Western'))).toEqual(recommend(aTaste('Western')));
  });

  it.each<readonly [string, readonly HistoryItem[]]>([
    ['an empty history', []],
    ['films nobody knows', [{ movieId: 99_999, rating: 5, time: 0 }]],
    ['a person who dislikes all', aTaste('Musical').map((item) => ({ ...item, rating: 0.5 }))],
    [
      'ten thousand ratings',
      Array.from({ length: 10_000 }, (_, at) => ({
        movieId: at < 60 ? movieOf('Noir', at % 40) : 50_000 + at,
        rating: 4,
        time: at,
      })),
    ],
  ])('answers %s with finite scores', (_, history) => {
    const list = recommend(history);
    expect(list).toHaveLength(10);
    expect(list.every(({ score }) => Number.isFinite(score))).toBe(true);
  });

  it('explains a score in full, and nothing of an unknown movie', () => {
    const history = aTaste('Noir');
    const list = recommend(history, { limit: 3 });
    const explained = recommender.explain(history, list);
    list.forEach(({ score }, at) => expect(sum(explained[at]!)).toBeCloseTo(score, 3));
    const unknown = { movieId: 99_999, source: strategy };
    expect(recommender.explain(history, [list[0]!, unknown])).toEqual([explained[0], []]);
  });

  it('answers the same after being saved and loaded', () => {
    const loaded = loadModels(readModelFile(file.slice()));
    expect(loaded.recommend(strategy, aTaste('Noir'), { limit: 10 })).toEqual(recommend(aTaste('Noir')));
  });
});

it.each(['als', 'item', 'content', 'hybrid', 'stacked'])('%s finds more than popular', (strategy) => {
  const relevance = relevanceOf({ train, test });
  const past = histories(train);
  const quality = (name: string): number => {
    const lists = new Map(
      relevance.people.map((user) => [
        user,
        recommender.recommend(name, past.get(user)!, { limit: 20 }).map(({ movieId }) => movieId),
      ]),
    );
    return evaluateLists(relevance, lists, { seed: 1 }).values['ndcg@10']!;
  };
  expect(quality(strategy)).toBeGreaterThan(1.5 * quality('popular'));
});

it.each([1, 2, 3, 5])('stacked serves newcomers with %i ratings no worse than popular does', (count) => {
  const relevance = relevanceOf({ train, test });
  const past = histories(train);
  const quality = (name: string): number => {
    const lists = relevance.people.map((user) => {
      const byTime = past.get(user)!.toSorted((a, b) => b.time - a.time);
      const exclude = new Set(byTime.slice(count).map(({ movieId }) => movieId));
      const list = recommender.recommend(name, byTime.slice(0, count), { limit: 20, exclude });
      return [user, list.map(({ movieId }) => movieId)] as const;
    });
    return evaluateLists(relevance, new Map(lists), { seed: 1 }).values['ndcg@10']!;
  };
  expect(quality('stacked')).toBeGreaterThan(quality('popular'));
});

describe('a shortlist', () => {
  it('of the best by factors and vectors leads to the list that the whole catalogue leads to', () => {
    let [same, all] = [0, 0];
    for (const [user, history] of [...histories(train)].slice(0, 60)) {
      const told = history.filter(({ movieId }) => (movieId + user) % 3 !== 0);
      const whole = recommender.recommend('stacked', told, { limit: 10 }).map(({ movieId }) => movieId);
      const shortlist = ['als', 'bert'].flatMap((name) =>
        recommender.recommend(name, told, { limit: 15 }).map(({ movieId }) => movieId),
      );
      const short = recommender.recommend('stacked', [...told], { limit: 10, shortlist });
      same += short.filter(({ movieId }) => whole.includes(movieId)).length;
      all += whole.length;
    }
    expect(same / all).toBeGreaterThan(0.95);
  });

  it('is searched by what the person is like', () => {
    const { factors, direction } = recommender.question(aTaste('Noir'));
    expect(factors).toEqual(recommender.als.personFactors(aTaste('Noir')));
    expect(direction).toHaveLength(384);
    expect(recommender.question([])).toEqual({ factors: undefined, direction: undefined });
  });
});

describe('the recommender', () => {
  it('names the strategy that an item came from', () => {
    expect(new Set(recommender.recommend('stacked', [], { limit: 5 }).map(({ source }) => source))).toEqual(
      new Set(['popular']),
    );
    expect(
      new Set(recommender.recommend('stacked', aTaste('Noir'), { limit: 5 }).map(({ source }) => source)),
    ).toEqual(new Set(['stacked']));
  });

  it('turns the dial from the crowd to hidden gems', () => {
    const known = (discovery: number): number =>
      recommender
        .recommend('stacked', aTaste('Noir'), { limit: 10, discovery })
        .reduce((all, { movieId }) => all + (movieId % 1000), 0);
    expect(known(0)).toBeLessThanOrEqual(known(0.3));
    expect(known(1)).toBeGreaterThan(known(0.3));
  });

  it('varies a list when asked', () => {
    const alike = (diversity: number): number => {
      const ids = recommender
        .recommend('als', aTaste('Noir'), { limit: 6, diversity })
        .map(({ movieId }) => movieId);
      return ids
        .flatMap((left, at) => ids.slice(at + 1).map((right) => recommender.likeness(left, right)))
        .reduce((all, value) => all + value, 0);
    };
    expect(alike(0.8)).toBeLessThan(alike(0));
  });

  it('serves a group by average or by least misery, without what anyone has seen', () => {
    const people = [aTaste('Noir'), aTaste('Western')];
    for (const fairness of [0, 1]) {
      const list = recommender.recommendGroup('stacked', people, { limit: 10, fairness });
      expect(list).toHaveLength(10);
      expect(
        list.filter(({ movieId }) =>
          people.some((history) => history.some((item) => item.movieId === movieId)),
        ),
      ).toEqual([]);
    }
  });

  it.each(['als', 'item', 'tfidf', 'bert', 'content', 'hybrid'])(
    'finds similar films by %s in the same genre',
    (by) => {
      const similar = recommender.similar(movieOf('Western', 1), by, { limit: 5 });
      expect(similar).toHaveLength(5);
      expect(similar.filter(({ movieId }) => Math.floor(movieId / 1000) === 2).length).toBeGreaterThanOrEqual(
        4,
      );
      expect(similar.some(({ movieId }) => movieId === movieOf('Western', 1))).toBe(false);
    },
  );

  it.each(['als', 'tfidf', 'bert', 'content', 'hybrid'])(
    'compares by %s with nothing but a shortlist where there is one',
    (by) => {
      const shortlist = [movieOf('Noir', 3), movieOf('Western', 9), movieOf('Musical', 5)];
      const similar = recommender.similar(movieOf('Western', 1), by, { limit: 5, shortlist });
      expect(similar.map(({ movieId }) => movieId).toSorted((a, b) => a - b)).toEqual(
        shortlist.toSorted((a, b) => a - b),
      );
      expect(similar[0]!.movieId).toBe(movieOf('Western', 9));
    },
  );

  it('compares by item with all its films, which are never too many, that are allowed', () => {
    const options = { limit: 5, allowed: (movieId: number) => movieId % 2 === 0 };
    const similar = recommender.similar(movieOf('Western', 1), 'item', options);
    expect(similar).toHaveLength(5);
    expect(similar.every(({ movieId }) => movieId % 2 === 0)).toBe(true);
    expect(recommender.similar(movieOf('Western', 1), 'item', { ...options, shortlist: [] })).toEqual(
      similar,
    );
  });

  it('knows which films it can compare, and by what', () => {
    for (const by of ['als', 'item', 'content', 'hybrid']) {
      expect(recommender.knows(movieOf('Western', 1), by)).toBe(true);
      expect(recommender.knows(99_999, by)).toBe(false);
    }
  });

  it('predicts stars within the scale, higher for what is loved', () => {
    const [noir, western] = recommender.predict(aTaste('Noir'), [
      movieOf('Noir', 15),
      movieOf('Western', 15),
    ]);
    expect(noir!.stars).toBeGreaterThan(western!.stars);
    expect(noir!.stars).toBeLessThanOrEqual(5);
    expect(noir!.confidence).toBeGreaterThan(0);
  });
});

it('works with ratings alone, and trains the same model from the same seed', async () => {
  const bare = { ratings: train, movies: [] };
  const [first, second] = [await trainAll(bare, OPTIONS), await trainAll(bare, OPTIONS)];
  const loaded = loadModels({ parts: first.parts, meta: {} });
  expect(loaded.strategies).not.toContain('content');
  expect(loaded.recommend('stacked', aTaste('Noir'), { limit: 5 })).toHaveLength(5);
  expect(loaded.recommend('hybrid', aTaste('Noir'), { limit: 5 })[0]!.source).toBe('als');
  // Headers also say how long things took.
  const learned = ({ parts }: typeof first) => parts.map(({ name, blocks }) => ({ name, blocks }));
  expect(learned(first)).toEqual(learned(second));
  expect(first.parts.find(({ name }) => name === 'stacked')).toEqual(
    second.parts.find(({ name }) => name === 'stacked'),
  );
}, 60_000);
