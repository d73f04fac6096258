import { expect, it } from 'vitest';
import { fitChoices } from '#choice-model';
import type { Choice } from '#choice-model';
import { seededRandom } from '#random';

const WIDTH = 6;
const random = seededRandom(11);

/** Fifty people who choose four of eighty films by a taste for the first feature and against the second. */
const CHOICES: Choice[] = Array.from({ length: 50 }, () => {
  const features = Float64Array.from({ length: 80 * WIDTH }, () => random() + random() - 1);
  const drawn = Array.from({ length: 80 }, (_, row) => {
    const wish = 2 * features[row * WIDTH]! - features[row * WIDTH + 1]!;
    return { row, wish: wish - Math.log(-Math.log(random())) };
  }).sort((a, b) => b.wish - a.wish);
  const liked = new Uint8Array(80);
  for (const { row } of drawn.slice(0, 4)) liked[row] = 1;
  return { features, liked };
});

/** The objective as it stands above `fitChoices`. */
function objective(weights: Float64Array, means: Float64Array, deviations: Float64Array): number {
  let value = -0.5 * weights.reduce((sum, weight) => sum + weight ** 2, 0);
  for (const { features, liked } of CHOICES) {
    const scores = Array.from(liked, (_, row) =>
      weights.reduce((sum, weight, column) => {
        const z = (features[row * WIDTH + column]! - means[column]!) / deviations[column]!;
        return sum + weight * z;
      }, 0),
    );
    const total = Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0));
    scores.forEach((score, row) => (value += (liked[row]! * (score - total)) / Math.sqrt(4)));
  }
  return value;
}

it('finds the weights at which the objective is highest', () => {
  const { weights, means, deviations } = fitChoices(CHOICES, { width: WIDTH, ridge: 1 });
  const best = objective(weights, means, deviations);
  weights.forEach((_, column) => {
    for (const step of [-0.02, 0.02]) {
      const moved = weights.map((weight, at) => (at === column ? weight + step : weight));
      expect(objective(moved, means, deviations)).toBeLessThan(best);
    }
  });
  expect(weights[0]).toBeGreaterThan(0.4);
  expect(weights[1]).toBeLessThan(-0.2);
});

it('begins from given weights and ends at the same place', () => {
  const options = { width: WIDTH, ridge: 1 };
  const { weights } = fitChoices(CHOICES, options);
  const again = fitChoices(CHOICES, { ...options, start: weights.map((weight) => weight + 0.3) });
  again.weights.forEach((weight, at) => expect(weight).toBeCloseTo(weights[at]!, 2));
});

it('leaves people without a liked candidate out', () => {
  const silent = { ...CHOICES[0]!, liked: new Uint8Array(80) };
  const options = { width: WIDTH, ridge: 1 };
  expect(fitChoices([...CHOICES, silent], options)).toEqual(fitChoices(CHOICES, options));
});
