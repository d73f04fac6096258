import type { Contribution, HistoryItem } from '#model';
import { FEATURES, featureMatrix, FLOOR } from '#stacked-features';
import type { Family } from '#stacked-features';
import { recencyWeights } from '#stacked-signals';
import type { PersonSignals, StackedBases } from '#stacked-signals';
import { weightsFor } from '#stacked-weights';
import type { StackedHeader } from '#stacked.model';

interface Question {
  readonly signals: PersonSignals;
  /** Places of the signals. */
  readonly places: readonly number[];
  readonly bases: StackedBases;
  readonly header: StackedHeader;
}

/**
 * Takes scores apart. Each family of features adds Σ coefficient × value; what comes from past ratings is shared
 * among them as the family's own model shares its score, genres and terms among the shared ones. The value of a log
 * feature at "no signal" belongs to the bias.
 */
export function explainStacked(question: Question): Contribution[][] {
  const { signals, places, bases, header } = question;
  const values = featureMatrix(signals, places, bases);
  const weights = weightsFor(header, signals.length);
  const families = [...new Set(FEATURES.map(({ family }) => family))];
  const sequences = sequencePairs(question);
  const parts = new Map(families.map((family) => [family, partsOf(family, question, sequences)]));
  return places.map((_, at) => {
    const sums = new Map<Family, number>();
    let { bias } = weights;
    FEATURES.forEach(({ family, form }, column) => {
      const coefficient = weights.coefficients[column]!;
      const silent = form === 'log' ? coefficient * Math.log(FLOOR) : 0;
      bias += silent;
      const value = values[at * FEATURES.length + column]!;
      sums.set(family, (sums.get(family) ?? 0) + coefficient * value - silent);
    });
    return shared(sums, (family) => parts.get(family)![at]!, bias);
  });
}

/** Shares each family's sum among its parts. */
function shared(
  sums: ReadonlyMap<Family, number>,
  partsOfFamily: (family: Family) => readonly Contribution[],
  bias: number,
): Contribution[] {
  const result = new Map<number | string, { -readonly [key in keyof Contribution]: Contribution[key] }>();
  const add = ({ kind, movieId, label }: Omit<Contribution, 'value'>, value: number): void => {
    // Past films are by far the most: no text is made for them. Labels have a colon, kinds have none.
    const key = movieId ?? label ?? kind;
    const known = result.get(key);
    if (known) known.value += value;
    else result.set(key, { kind, movieId, label, value });
  };
  for (const [family, sum] of sums) {
    if (family === 'popularity') {
      add({ kind: 'popularity' }, sum);
      continue;
    }
    const parts = partsOfFamily(family);
    let [total, size] = [0, 0];
    for (const { value } of parts) {
      total += value;
      size += Math.abs(value);
    }
    // Where a model's addends cancel out, shares of them would be arbitrarily large.
    if (Math.abs(total) < 0.05 * size || total === 0) bias += sum;
    else for (const part of parts) add(part, (sum * part.value) / total);
  }
  add({ kind: 'bias' }, bias);
  return [...result.values()].filter(({ value, kind }) => value !== 0 || kind === 'bias');
}

/** What a family's own model says of each place's film, part by part. */
function partsOf(
  family: Family,
  { signals, places, bases }: Question,
  sequences: SequencePairs,
): Contribution[][] {
  const { history } = signals;
  const rows = places.map((place) => signals.rows[place]!);
  const movieIds = rows.map((row) => bases.movies.movieIds[row]!);
  const none = (): Contribution[][] => rows.map(() => []);
  switch (family) {
    case 'als':
    case 'item':
    case 'tfidf':
    case 'bert':
      return bases[family]?.explain(history, movieIds) ?? none();
    case 'stars':
      return bases.rating?.explain(history, movieIds) ?? none();
    case 'around':
    case 'recent':
    case 'next':
      return sequenceParts(family, history, sequences);
    case 'genre':
      return rows.map((row) =>
        Array.from(bases.movies.genres(row), (genre) => ({
          kind: 'feature',
          label: `genre:${bases.movies.genreNames[genre]!}`,
          value: signals.genres[genre]!,
        })),
      );
    case 'era':
      return rows.map((row) => {
        const year = bases.movies.years[row]!;
        return year === 0 ? [] : [{ kind: 'feature', label: `era:${Math.floor(year / 10) * 10}s`, value: 1 }];
      });
    case 'popularity':
      return none();
  }
}

/** History × the places' films, row-major. */
interface SequencePairs {
  readonly after: Float32Array;
  /** after + before */
  readonly around: Float32Array;
  readonly films: number;
}

function sequencePairs({ signals, places, bases }: Question): SequencePairs {
  const past = signals.history.map(({ movieId }) => movieId);
  const movieIds = places.map((place) => bases.movies.movieIds[signals.rows[place]!]!);
  const after = bases.sequence.pairs(past, movieIds, 'after');
  const around = bases.sequence.pairs(past, movieIds, 'before');
  for (let at = 0; at < around.length; at++) around[at] = after[at]! + around[at]!;
  return { after, around, films: movieIds.length };
}

function sequenceParts(
  name: 'around' | 'recent' | 'next',
  history: readonly HistoryItem[],
  { after, around, films }: SequencePairs,
): Contribution[][] {
  const weights = name === 'around' ? undefined : recencyWeights(history);
  const strengths = name === 'next' ? after : around;
  return Array.from({ length: films }, (_, at) =>
    history.flatMap(({ movieId }, past): Contribution[] => {
      const value = strengths[past * films + at]!;
      return value === 0 ? [] : [{ kind: 'rating', movieId, value: (weights?.[past] ?? 1) * value }];
    }),
  );
}
