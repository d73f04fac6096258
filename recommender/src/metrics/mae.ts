/** Mean absolute error of predicted stars; both lists of equal length, not empty. */
export function mae(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  if (predicted.length !== actual.length || actual.length === 0) {
    throw new RangeError(`mae needs two equally long lists, got ${predicted.length} and ${actual.length}`);
  }
  let sum = 0;
  for (let index = 0; index < actual.length; index++) sum += Math.abs(predicted[index]! - actual[index]!);
  return sum / actual.length;
}
