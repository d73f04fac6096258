import type { AlsModel } from '@marquee/recommender/als.model';
import type { RatingColumns } from '@marquee/recommender/model';
import { ratingsOf } from '@marquee/recommender/splits/rating-columns';
import { histories } from '@marquee/recommender/stacked-fit';
import type { SparkAnswer } from '#training/spark/spark-answer';

/**
 * Compares the scores that Spark gives people with the scores after folding the same people in: both solve the same equations,
 * so that anything but rounding is a difference in what is solved.
 * @returns the least cosine over the people and the middle one, which a person who has rated a film since does not change;
 *   undefined when there is nobody to compare
 */
export function foldInLikeness(given: {
  readonly model: AlsModel;
  readonly answer: SparkAnswer;
  readonly ratings: RatingColumns;
}): { readonly least: number; readonly median: number } | undefined {
  const { movies, people } = given.answer;
  const past = histories(ratingsOf(given.ratings, new Set(people.ids)));
  const movieIds = Array.from(movies.movieIds);
  const cosines: number[] = [];
  people.ids.forEach((id, at) => {
    const own = people.factors.subarray(at * movies.width, (at + 1) * movies.width);
    const theirs = scoresOf(movies.factors, own);
    // Somebody who likes nothing has no factors, and no direction to compare.
    if (theirs.every((score) => score === 0)) return;
    const ours = given.model.score(past.get(id) ?? [], movieIds);
    cosines.push(cosine(ours, theirs));
  });
  if (cosines.length === 0) return undefined;
  cosines.sort((a, b) => a - b);
  return { least: cosines[0]!, median: cosines[cosines.length >> 1]! };
}

function scoresOf(factors: Float32Array, own: Float32Array): Float64Array {
  const width = own.length;
  return Float64Array.from({ length: factors.length / width }, (_, movie) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += factors[movie * width + j]! * own[j]!;
    return sum;
  });
}

function cosine(a: Float32Array, b: Float64Array): number {
  let [dot, left, right] = [0, 0, 0];
  a.forEach((value, at) => {
    dot += value * b[at]!;
    left += value * value;
    right += b[at]! * b[at]!;
  });
  return dot / Math.sqrt(left * right + 1e-30);
}
