/**
 * Scores of a group for the same movies: (1 − fairness) × average + fairness × lowest.
 * Each person's scores are first brought to mean 0 and deviation 1, so that nobody's scale outweighs the others'.
 * @param scores one array a person, all over the same movies in the same order
 * @param fairness 0 average … 1 least misery
 */
export function groupScores(scores: readonly Float32Array[], fairness: number): Float32Array {
  const length = scores[0]?.length ?? 0;
  const normal = scores.map(standardized);
  const result = new Float32Array(length);
  for (let index = 0; index < length; index++) {
    let sum = 0;
    let lowest = Infinity;
    for (const person of normal) {
      sum += person[index]!;
      lowest = Math.min(lowest, person[index]!);
    }
    result[index] = (1 - fairness) * (sum / normal.length) + fairness * lowest;
  }
  return result;
}

function standardized(values: Float32Array): Float32Array {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  const deviation = Math.sqrt(Math.max(0, squares / values.length - mean * mean)) || 1;
  return values.map((value) => (value - mean) / deviation);
}
