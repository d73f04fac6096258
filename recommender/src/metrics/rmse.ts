/** Root mean squared error of predicted stars; both lists of equal length, not empty. */
export function rmse(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  if (predicted.length !== actual.length || actual.length === 0) {
    throw new RangeError(`rmse needs two equally long lists, got ${predicted.length} and ${actual.length}`);
  }
  let sum = 0;
  for (let index = 0; index < actual.length; index++) sum += (predicted[index]! - actual[index]!) ** 2;
  return Math.sqrt(sum / actual.length);
}
