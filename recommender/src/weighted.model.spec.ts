import { expect, it } from 'vitest';
import type { Contribution, HistoryItem } from '#model';
import { WeightedModelSum } from '#weighted.model';

const FILMS = 4000;
/** Far above all others, and not among the films that show how scores are spread. */
const OUTLIER = 2;

/** Says of a film a thousandth of its id. */
function aModel() {
  const scoreOf = (movieId: number): number => (movieId === OUTLIER ? 100 : movieId / 1000);
  return {
    name: 'any',
    movieIds: Int32Array.from({ length: FILMS }, (_, at) => at + 1),
    recommend: () => [],
    score: (_: readonly HistoryItem[], movieIds: readonly number[]) => Float32Array.from(movieIds, scoreOf),
    explain: (_: readonly HistoryItem[], movieIds: readonly number[]) =>
      movieIds.map((movieId): Contribution[] => [{ kind: 'popularity', value: scoreOf(movieId) }]),
    save: () => ({ name: 'any', header: {}, blocks: {} }),
  };
}

it('measures a person once: a second shortlist leaves the scores and reasons of the first as they are', () => {
  const sum = new WeightedModelSum('sum', [{ model: aModel(), weight: 1 }]);
  const history = [{ movieId: 7, rating: 5, time: 0 }];
  const first = sum.recommend(history, { limit: 2, shortlist: [OUTLIER, 3] });
  const second = sum.recommend(history, { limit: 1, shortlist: [3] });
  expect(first.map(({ movieId }) => movieId)).toEqual([OUTLIER, 3]);
  expect(second).toEqual([first[1]]);
  const explained = sum.explain(history, [OUTLIER, 3]);
  explained.forEach((parts, at) =>
    expect(parts.reduce((total, { value }) => total + value, 0)).toBeCloseTo(first[at]!.score, 5),
  );
});
