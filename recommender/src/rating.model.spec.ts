import { describe, expect, it } from 'vitest';
import type { RatingModel } from '#rating.model';
import { loadRating, ratingTrainer } from '#rating.model';
import { randomSplit } from '#splits/random-split';
import { historyOf, someRatings, twice } from '#sparse.factory';

const RATINGS = someRatings({ users: 60, movies: 40, seed: 9 });
const { train, test } = randomSplit(RATINGS, { share: 0.2, seed: 1 });
const fitted = ratingTrainer.fit(
  { ratings: train, movies: [] },
  { seed: 1, tuningBudgetMs: 2_000, threads: 2 },
) as Promise<RatingModel>;

describe('rating', () => {
  it('predicts stars better than the mean does', async () => {
    const model = await fitted;
    let [own, plain] = [0, 0];
    test.users.forEach((user, k) => {
      const [predicted] = model.predict(historyOf(train, user), [test.movies[k]!]);
      own += (predicted!.rating - test.values[k]!) ** 2;
      plain += (model.header.mean - test.values[k]!) ** 2;
      expect(predicted!.rating).toBeGreaterThanOrEqual(0.5);
      expect(predicted!.rating).toBeLessThanOrEqual(5);
    });
    expect(own).toBeLessThan(0.5 * plain);
  });

  it('explains a score by parts that add up to it', async () => {
    const model = await fitted;
    const history = historyOf(train, 10);
    const { movieId, score } = model.recommend(history, { limit: 1 })[0]!;
    expect(model.explain(history, [movieId])[0]!.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(
      score,
      4,
    );
  });

  it('keeps how its error on what it was trained on fell', async () => {
    const { curve, mean } = (await fitted).header;
    const plain = train.values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / train.values.length;
    expect(curve!.length).toBeGreaterThan(5);
    expect(curve!.at(-1)).toBeLessThan(curve![0]!);
    expect(curve!.at(-1)).toBeGreaterThan(0);
    expect(curve![0]).toBeLessThan(Math.sqrt(plain));
  });

  it('counts a repeated rating once in its error', async () => {
    const fit = (ratings: typeof train) =>
      ratingTrainer.fit(
        { ratings, movies: [] },
        { seed: 1, tuningBudgetMs: 0, threads: 2 },
      ) as Promise<RatingModel>;
    expect((await fit(twice(train))).header.curve).toEqual((await fit(train)).header.curve);
  });

  it('is surer of a known film than of an unknown one', async () => {
    const model = await fitted;
    const [known, unknown] = model.predict(historyOf(train, 10), [historyOf(test, 10)[0]!.movieId, 999_999]);
    expect(known!.confidence).toBeGreaterThan(unknown!.confidence);
    expect(unknown!.rating).toBeGreaterThan(0.5);
  });

  it('answers without a history', async () => {
    const [predicted] = (await fitted).predict([], [3]);
    expect(predicted!.rating).toBeCloseTo((await fitted).header.mean, 0);
  });

  it('is the same after it was saved and loaded', async () => {
    const model = await fitted;
    const history = historyOf(train, 10);
    expect(loadRating(model.save()).predict(history, [3, 6, 9])).toEqual(model.predict(history, [3, 6, 9]));
  });
});
