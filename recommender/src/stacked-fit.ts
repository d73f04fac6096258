import { fitChoices } from '#choice-model';
import type { Choice, ChoiceWeights } from '#choice-model';
import type { FitOptions, HistoryItem, RatingColumns } from '#model';
import { seededRandom, shuffle } from '#random';
import { rowsByUser } from '#splits/rating-columns';
import { candidatePlaces, featureMatrix } from '#stacked-features';
import { SignalReader } from '#stacked-signals';
import type { StackedBases } from '#stacked-signals';
import { COLUMNS, crossed, FEW, popularityAlone } from '#stacked-weights';
import type { BlendWeights } from '#stacked-weights';
import type { StackedHeader } from '#stacked.model';

/** People the weights are learned from at most; more change the weights by less than their error. */
const PEOPLE = 2000;
/** Share of the people that the quality is measured on. */
const CHECKED = 0.25;
const LIKED = 4;
const RIDGE = 1;
const NEWCOMER_RIDGE = 10;

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

/** A person who is asked: what is told of them, and what is to be found. */
interface Asked {
  readonly user: number;
  readonly told: readonly HistoryItem[];
  /** Rated, but kept from the models: neither known to them nor to be found. */
  readonly untold: readonly HistoryItem[];
  readonly liked: ReadonlySet<number>;
}

interface PersonChoice extends Choice {
  readonly user: number;
  readonly rows: readonly number[];
}

/**
 * Learns the weights of the blend; the last quarter of the people is ranked by weights learned from the others first. The
 * weights for newcomers are learned from the same people with all but a few ratings kept from the models.
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
  const random = seededRandom(options.seed);
  const people = Int32Array.from([...heldOut.keys()].filter((user) => past.has(user)));
  shuffle(people, random);
  const asked = Array.from(people.subarray(0, PEOPLE), (user): Asked => {
    const liked = heldOut.get(user)!.flatMap(({ movieId, rating }) => (rating >= LIKED ? [movieId] : []));
    return { user, told: past.get(user)!, untold: [], liked: new Set(liked) };
  });
  const progress = (from: number) => (share: number) =>
    options.onProgress?.(from + share / 2, 'learning the blend');
  const choices = await choicesOf(asked, reader, { signal: options.signal, onProgress: progress(0) });
  const newcomers = asked.map((person, at) => {
    const order = Math.floor(at / FEW.length) % 2 === 0 ? 'last' : 'any';
    return withFew(person, FEW[at % FEW.length]!, { order, random });
  });
  const few = await choicesOf(newcomers, reader, { signal: options.signal, onProgress: progress(0.5) });
  const kept = Math.ceil(choices.length * (1 - CHECKED));
  const others = weigh(choices.slice(0, kept));
  const checked = new Map(
    choices
      .slice(kept)
      .map((choice) => [choice.user, bestOf(choice, others).map((row) => bases.movies.movieIds[row]!)]),
  );
  const header = {
    holdOut: options.holdOut ?? 'user-time',
    usual: named(weigh(choices, RIDGE, others.weights), rangeOf(asked)),
    newcomer: named(weigh(few, NEWCOMER_RIDGE), rangeOf(newcomers)),
    popular: popularityWeight(few),
  };
  return { header, checked };
}

/** The person as a newcomer of whom a few ratings are told: the last ones, or any. */
function withFew(
  person: Asked,
  count: number,
  { order, random }: { readonly order: 'last' | 'any'; readonly random: () => number },
): Asked {
  const places = Int32Array.from(person.told.keys());
  if (order === 'any') shuffle(places, random);
  else places.sort((a, b) => person.told[b]!.time - person.told[a]!.time || b - a);
  const [told, untold] = [places.subarray(0, count), places.subarray(count)].map((some) =>
    Array.from(some, (at) => person.told[at]!),
  );
  return { ...person, told: told!, untold: untold! };
}

async function choicesOf(
  asked: readonly Asked[],
  reader: SignalReader,
  { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress: (share: number) => void },
): Promise<PersonChoice[]> {
  const { movies } = reader.bases;
  const choices: PersonChoice[] = [];
  for (const [at, { user, told, untold, liked }] of asked.entries()) {
    if (at % 20 === 0) {
      // Gives way to timers and messages, an abort among them.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      onProgress(at / asked.length);
    }
    const signals = reader.read(told);
    const blocked = signals.seen.slice();
    for (const { movieId } of untold) blocked[movies.row(movieId)!] = 1;
    // Over the whole table: a place is a row.
    const rows = candidatePlaces(signals, blocked);
    choices.push({
      user,
      rows,
      features: crossed(featureMatrix(signals, rows, reader.bases), signals.length),
      liked: Uint8Array.from(rows, (row) => (liked.has(movies.movieIds[row]!) ? 1 : 0)),
    });
  }
  return choices;
}

function weigh(choices: readonly Choice[], ridge = RIDGE, start?: Float64Array): ChoiceWeights {
  return fitChoices(choices, { width: COLUMNS.length, ridge, start });
}

function popularityWeight(choices: readonly Choice[]): number {
  const alone = choices.map(({ features, liked }) => ({ features: popularityAlone(features), liked }));
  const { weights, deviations } = fitChoices(alone, { width: 1, ridge: RIDGE });
  return Math.max(0, weights[0]! / deviations[0]!);
}

function named({ weights, means, deviations }: ChoiceWeights, range: BlendWeights['range']): BlendWeights {
  const byName = (values: Float64Array): Record<string, number> =>
    Object.fromEntries(COLUMNS.map((name, at) => [name, values[at]!]));
  return {
    coefficients: byName(weights.map((weight, at) => weight / deviations[at]!)),
    importance: byName(weights),
    bias: -weights.reduce((sum, weight, at) => sum + (weight * means[at]!) / deviations[at]!, 0),
    range,
  };
}

function rangeOf(asked: readonly Asked[]): readonly [number, number] {
  if (asked.length === 0) return [0, 0];
  let [shortest, longest] = [Infinity, 0];
  for (const { told } of asked) {
    shortest = Math.min(shortest, Math.log(told.length));
    longest = Math.max(longest, Math.log(told.length));
  }
  return [shortest, longest];
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
