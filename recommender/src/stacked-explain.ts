import type { Contribution, HistoryItem } from '#model';
import { FEATURES, featureMatrix, FLOOR, lengthFactor } from '#stacked-features';
import type { Family } from '#stacked-features';
import { recencyWeights, TASTE } from '#stacked-signals';
import type { PersonSignals, StackedBases, Taste } from '#stacked-signals';
import type { StackedHeader } from '#stacked.model';

interface Question {
  readonly signals: PersonSignals;
  readonly row: number;
  readonly bases: StackedBases;
  readonly header: StackedHeader;
}

/**
 * Takes a score apart. Each family of features adds Σ coefficient × value; what comes from past ratings is shared
 * among them as the family's own model shares its score, genres and terms among the shared ones. The value of a log
 * feature at "no signal" belongs to the bias.
 */
export function explainStacked(question: Question): Contribution[] {
  const { signals, row, bases, header } = question;
  const values = featureMatrix(signals, [row], { ...bases, range: header.range });
  const factor = lengthFactor(signals, header.range);
  const sums = new Map<Family, number>();
  let bias = header.bias;
  FEATURES.forEach(({ name, family, form, crossed }, column) => {
    const coefficient = header.coefficients[name] ?? 0;
    const silent = form === 'log' ? coefficient * Math.log(FLOOR) * (crossed ? factor : 1) : 0;
    bias += silent;
    sums.set(family, (sums.get(family) ?? 0) + coefficient * values[column]! - silent);
  });
  const result = new Map<string, Contribution>();
  const add = (
    kind: Contribution['kind'],
    value: number,
    of: { movieId?: number; label?: string } = {},
  ): void => {
    const key = `${kind}:${of.movieId ?? of.label ?? ''}`;
    result.set(key, { kind, ...of, value: (result.get(key)?.value ?? 0) + value });
  };
  for (const [family, sum] of sums) {
    const parts = partsOf(family, question);
    const total = parts.reduce((all, { value }) => all + value, 0);
    if (family === 'popularity') add('popularity', sum);
    // Where a model's addends cancel out, shares of them would be arbitrarily large.
    else if (
      Math.abs(total) < 0.05 * parts.reduce((all, { value }) => all + Math.abs(value), 0) ||
      total === 0
    )
      bias += sum;
    else
      for (const { kind, movieId, label, value } of parts)
        add(kind, (sum * value) / total, { movieId, label });
  }
  add('bias', bias);
  return [...result.values()].filter(({ value, kind }) => value !== 0 || kind === 'bias');
}

function partsOf(family: Family, { signals, row, bases }: Question): Contribution[] {
  const { history } = signals;
  const movieId = bases.movies.movieIds[row]!;
  if ((TASTE as readonly string[]).includes(family))
    return tasteParts(family as Taste, history, movieId, bases);
  switch (family) {
    case 'genre':
      return Array.from(bases.movies.genres(row), (genre) => ({
        kind: 'feature',
        label: `genre:${bases.movies.genreNames[genre]!}`,
        value: signals.genres[genre]!,
      }));
    case 'era': {
      const year = bases.movies.years[row]!;
      return year === 0 ? [] : [{ kind: 'feature', label: `era:${Math.floor(year / 10) * 10}s`, value: 1 }];
    }
    case 'stars':
      return bases.rating?.explain(history, movieId) ?? [];
    case 'tfidf':
      return bases.tfidf?.explain(history, movieId) ?? [];
    case 'bert':
      return bases.bert?.explain(history, movieId) ?? [];
    default:
      return [];
  }
}

function tasteParts(
  name: Taste,
  history: readonly HistoryItem[],
  movieId: number,
  bases: StackedBases,
): Contribution[] {
  if (name === 'als' || name === 'item') return bases[name].explain(history, movieId);
  const weights = name === 'around' ? undefined : recencyWeights(history);
  return history.map((past, at) => {
    const after = bases.sequence.pair(past.movieId, movieId, 'after');
    const before = name === 'next' ? 0 : bases.sequence.pair(past.movieId, movieId, 'before');
    return { kind: 'rating', movieId: past.movieId, value: (weights?.[at] ?? 1) * (after + before) };
  });
}
