import { describe, expect, it } from 'vitest';
import { alsTrainer, loadAls } from '#als.model';
import type { AlsModel } from '#als.model';
import { alsTables, regularizationOf } from '#als-params';
import { gramOf, halfStep } from '#als-reference';
import { buildMatrix } from '#sparse-matrix';
import { historyOf, someRatings, twice } from '#sparse.factory';

const RATINGS = someRatings({ users: 40, movies: 60, seed: 1 });
const fit = (ratings = RATINGS, tuningBudgetMs = 0) =>
  alsTrainer.fit({ ratings, movies: [] }, { seed: 1, tuningBudgetMs, threads: 2 }) as Promise<AlsModel>;

const fitted = fit();

describe('als', () => {
  it('solves a known person as a last half-step of training would', async () => {
    const model = await fitted;
    const { params, regularization } = model.header;
    const matrix = buildMatrix(RATINGS);
    const { start } = matrix.byUser;
    const expected = halfStep({
      rows: matrix.byUser,
      factors: model.itemFactors,
      f: model.factors,
      tables: alsTables(params),
      unobserved: params.unobserved,
      regularization: (row) => regularizationOf(regularization, start[row + 1]! - start[row]!),
    });
    matrix.userIds.forEach((user, row) => {
      const own = model.personFactors(historyOf(RATINGS, user));
      own.forEach((value, j) => expect(value).toBeCloseTo(expected[row * model.factors + j]!, 3));
    });
  });

  it('keeps how its loss fell, and tells it while it trains', async () => {
    const steps: string[] = [];
    const model = (await alsTrainer.fit(
      { ratings: RATINGS, movies: [] },
      { seed: 1, tuningBudgetMs: 0, threads: 2, onProgress: (_, step) => steps.push(step) },
    )) as AlsModel;
    const curve = model.header.curve!;
    expect(curve).toHaveLength(model.header.params.iterations);
    curve.slice(1).forEach((loss, at) => expect(loss).toBeLessThan(curve[at]! * 1.0001));
    expect(curve.at(-1)).toBeGreaterThan(0);
    expect(steps).toContain(`training als, iteration 12 of 12: loss ${curve.at(-1)!.toFixed(4)}`);
    expect(loadAls(model.save()).header.curve).toEqual(curve);
  });

  it('counts a repeated rating once in its loss', async () => {
    expect((await fit(twice(RATINGS))).header.curve).toEqual((await fitted).header.curve);
  });

  it('keeps factors whose Gram matrix is diagonal', async () => {
    const model = await fitted;
    const gram = gramOf(model.itemFactors, model.factors);
    gram.forEach((line, i) =>
      line.forEach((value, j) => expect(Math.abs(value)).toBeLessThan(i === j ? Infinity : 1e-3)),
    );
  });

  it('explains a score by parts that add up to it', async () => {
    const model = await fitted;
    const history = historyOf(RATINGS, 10);
    for (const { movieId, score } of model.recommend(history, { limit: 5 })) {
      const [parts = []] = model.explain(history, [movieId]);
      expect(parts).toHaveLength(history.length);
      expect(parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(score, 4);
    }
  });

  it('prefers what like-minded people like', async () => {
    const model = await fitted;
    const best = model.recommend(historyOf(RATINGS, 20), { limit: 5 });
    expect(best.every(({ movieId }) => (movieId / 3) % 2 === 0)).toBe(true);
  });

  it('gives no film of the history, no excluded one, and only candidates', async () => {
    const model = await fitted;
    const history = historyOf(RATINGS, 10);
    const all = model.recommend(history, { limit: 1000 });
    expect(all).toHaveLength(60 - history.length);
    expect(all.map(({ score }) => score)).toEqual(all.map(({ score }) => score).sort((a, b) => b - a));
    const [first, second] = [all[0]!, all[1]!];
    expect(model.recommend(history, { limit: 1, exclude: new Set([first.movieId]) })[0]!.movieId).toBe(
      second.movieId,
    );
    expect(model.recommend(history, { limit: 5, candidates: [second.movieId, history[0]!.movieId] })).toEqual(
      [second],
    );
  });

  it('falls back to the count of ratings without a history', async () => {
    const model = await fitted;
    expect(model.recommend([], { limit: 3 })).toHaveLength(3);
    expect(model.score([], [999_999, 3])).toEqual(new Float32Array(2));
    expect(model.explain([], [999_999])).toEqual([[]]);
  });

  it('is the same after it was saved and loaded', async () => {
    const model = await fitted;
    const history = historyOf(RATINGS, 10);
    expect(loadAls(model.save()).recommend(history, { limit: 9 })).toEqual(
      model.recommend(history, { limit: 9 }),
    );
    expect(loadAls(model.save()).similar(6, { limit: 3 })).toEqual(model.similar(6, { limit: 3 }));
  });

  it('chooses its parameters, the same for the same seed', async () => {
    const [a, b] = [await fit(RATINGS, 8_000), await fit(RATINGS, 8_000)];
    expect(a.header.tuning).not.toBeNull();
    expect(b.header.params).toEqual(a.header.params);
    expect(b.itemFactors).toEqual(a.itemFactors);
  });

  it('stops when it is told to', async () => {
    const stop = AbortSignal.abort(new Error('enough'));
    const options = { seed: 1, tuningBudgetMs: 0, threads: 1, signal: stop };
    await expect(alsTrainer.fit({ ratings: RATINGS, movies: [] }, options)).rejects.toThrow('enough');
  });
});
