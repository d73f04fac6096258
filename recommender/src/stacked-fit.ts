import { fitChoices } from '#choice-model';
import type { Choice, ChoiceWeights } from '#choice-model';
import type { FitOptions, HistoryItem, RatingColumns } from '#model';
import { seededRandom, shuffle } from '#random';
import { rowsByUser } from '#splits/rating-columns';
import { candidateRows, FEATURES, featureMatrix } from '#stacked-features';
import { SignalReader } from '#stacked-signals';
import type { StackedBases } from '#stacked-signals';
import type { StackedHeader } from '#stacked.model';

/** People the weights are learned from at most; more change the weights by less than their error. */
const PEOPLE = 2000;
/** Share of the people that the quality is measured on. */
const CHECKED = 0.25;
const LIKED = 4;
const RIDGE = 1;

/** Histories by user id. */
export function histories(ratings: RatingColumns): Map<number, HistoryItem[]> {
  const result = new Map<number, HistoryItem[]>();
  for (const [user, rows] of rowsByUser(ratings)) {
    result.set(
      user,
      Array.from(rows, (row) => ({
        movieId: ratings.movies[row]!,
        rating: ratings.values[row]!,
        time: ratings.times[row]!,
      })),
    );
  }
  return result;
}

export interface StackedFit {
  readonly header: StackedHeader;
  /** Best twenty of people who were left out, by weights learned from the others: an honest figure of quality. */
  readonly checked: ReadonlyMap<number, readonly number[]>;
}

/**
 * Learns the weights of the blend; the last quarter of the people is ranked by weights learned from the others first.
 * @param bases models fitted on `split.train` alone: a model that has seen what is held out would be trusted too much
 */
export async function fitStacked(
  bases: StackedBases,
  split: { readonly train: RatingColumns; readonly test: RatingColumns },
  options: Pick<FitOptions, 'seed' | 'holdOut' | 'signal' | 'onProgress'>,
): Promise<StackedFit> {
  const reader = new SignalReader(bases);
  const past = histories(split.train);
  const heldOut = histories(split.test);
  const people = Int32Array.from([...heldOut.keys()].filter((user) => past.has(user)));
  shuffle(people, seededRandom(options.seed));
  const asked = people.subarray(0, PEOPLE);
  const lengths = Array.from(asked, (user) => Math.log(past.get(user)!.length));
  const range = lengths.reduce<[number, number]>(
    (a, l) => [Math.min(a[0], l), Math.max(a[1], l)],
    [Infinity, -Infinity],
  );
  const choices: (Choice & { readonly user: number; readonly rows: readonly number[] })[] = [];
  for (const [at, user] of asked.entries()) {
    if (at % 20 === 0) {
      // Gives way to timers and messages, an abort among them.
      await new Promise((resolve) => setImmediate(resolve));
      options.signal?.throwIfAborted();
      options.onProgress?.(at / asked.length, 'learning the blend');
    }
    const signals = reader.read(past.get(user)!);
    const rows = candidateRows(signals);
    const liked = new Set(
      heldOut.get(user)!.flatMap(({ movieId, rating }) => (rating >= LIKED ? [movieId] : [])),
    );
    choices.push({
      user,
      rows,
      features: featureMatrix(signals, rows, { ...bases, range }),
      liked: Uint8Array.from(rows, (row) => (liked.has(bases.movies.movieIds[row]!) ? 1 : 0)),
    });
  }
  const weigh = (from: readonly Choice[], start?: Float64Array) =>
    fitChoices(from, { width: FEATURES.length, ridge: RIDGE, start });
  const kept = Math.ceil(choices.length * (1 - CHECKED));
  const others = weigh(choices.slice(0, kept));
  const checked = new Map(
    choices
      .slice(kept)
      .map((choice) => [choice.user, bestOf(choice, others).map((row) => bases.movies.movieIds[row]!)]),
  );
  const { weights, means, deviations } = weigh(choices, others.weights);
  const named = (values: Float64Array): Record<string, number> =>
    Object.fromEntries(FEATURES.map(({ name }, at) => [name, values[at]!]));
  const header = {
    holdOut: options.holdOut ?? 'user-time',
    coefficients: named(weights.map((weight, at) => weight / deviations[at]!)),
    importance: named(weights),
    bias: -weights.reduce((sum, weight, at) => sum + (weight * means[at]!) / deviations[at]!, 0),
    range: asked.length === 0 ? ([0, 0] as const) : range,
  };
  return { header, checked };
}

function bestOf(
  { features, rows }: Choice & { readonly rows: readonly number[] },
  { weights, deviations }: ChoiceWeights,
): number[] {
  const width = weights.length;
  const scored = rows.map((row, at) => {
    let score = 0;
    for (let column = 0; column < width; column++)
      score += (weights[column]! * features[at * width + column]!) / deviations[column]!;
    return { row, score };
  });
  return scored
    .sort((a, b) => b.score - a.score || a.row - b.row)
    .slice(0, 20)
    .map(({ row }) => row);
}
