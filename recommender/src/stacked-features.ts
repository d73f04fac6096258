import { DAY, SPANS, YEAR } from '#popularity-trend';
import type { MovieTable } from '#movie-table';
import type { PopularityTrend } from '#popularity-trend';
import { TASTE } from '#stacked-signals';
import type { PersonSignals, StarModel, Taste } from '#stacked-signals';
import { topRows } from '#top-rows';

/** Below this a taste signal says nothing: ln(x + FLOOR). */
export const FLOOR = 0.05;
export const CANDIDATES = 150;

/** Who answers for a feature in an explanation. */
export type Family = Taste | 'popularity' | 'genre' | 'era' | 'stars' | 'tfidf' | 'bert';

export interface Feature {
  readonly name: string;
  readonly family: Family;
  /** `log`: ln(x + 0.05) of a taste signal; `raw`: the value itself. */
  readonly form: 'log' | 'raw';
}

const feature = (name: string, family: Family, form: Feature['form'] = 'raw'): Feature => ({
  name,
  family,
  form,
});

/** The columns of the feature matrix. */
export const FEATURES: readonly Feature[] = [
  ...TASTE.map((name) => feature(`${name} (log)`, name, 'log')),
  ...(['item', 'recent', 'next'] as const).map((name) => feature(name, name)),
  feature('popular', 'popularity'),
  ...SPANS.map((span) => feature(`popularity within ${span} years`, 'popularity')),
  ...['ratings', 'share of likes', 'mean stars', 'rated before', 'time since first rating'].map((name) =>
    feature(name, 'popularity'),
  ),
  ...['age of the film', 'released', 'new'].map((name) => feature(name, 'era')),
  feature('genres', 'genre'),
  feature('distance from usual year', 'era'),
  feature('predicted stars', 'stars'),
  feature('tfidf', 'tfidf'),
  feature('bert', 'bert'),
];

export interface FeatureSources {
  readonly movies: MovieTable;
  readonly trend: PopularityTrend;
  readonly rating?: StarModel;
}

/** Places × FEATURES, row-major. */
export function featureMatrix(
  signals: PersonSignals,
  places: readonly number[],
  sources: FeatureSources,
): Float64Array {
  const width = FEATURES.length;
  const matrix = new Float64Array(places.length * width);
  const stars = sources.rating?.stars(
    signals.history,
    places.map((place) => sources.movies.movieIds[signals.rows[place]!]!),
  );
  places.forEach((place, at) => {
    const row = signals.rows[place]!;
    let column = at * width;
    const put = (value: number): void => void (matrix[column++] = value);
    for (const name of TASTE) put(Math.log(signals.taste[name][place]! + FLOOR));
    put(signals.taste.item[place]!);
    put(signals.taste.recent[place]!);
    put(signals.taste.next[place]!);
    putPopularity(put, signals, place, sources.trend);
    putEra(put, signals, sources.movies.years[row]!);
    put(genreScore(signals, row, sources.movies));
    const year = sources.movies.years[row]!;
    put(year === 0 || signals.year === 0 ? -1 : -Math.abs(year - signals.year) / 10);
    put(stars?.[at] ?? 0);
    put(signals.tfidf?.[place] ?? 0);
    put(signals.bert?.[place] ?? 0);
  });
  return matrix;
}

function putPopularity(
  put: (value: number) => void,
  signals: PersonSignals,
  place: number,
  trend: PopularityTrend,
): void {
  const at = signals.trendRows[place]!;
  const usual = trend.usualRate;
  put(signals.trend.popular[place]!);
  for (const span of signals.trend.ratings) put(Math.log(span[place]! / usual + 0.5));
  put(Math.log1p(trend.count[at] ?? 0));
  put(trend.likedShare[at] ?? 0.5);
  put(trend.mean[at] ?? trend.usualMean);
  const years = at < 0 ? 0 : (signals.now - trend.firstDay[at]! * DAY) / YEAR;
  put(years >= 0 ? 1 : 0);
  put(Math.sign(years) * Math.log1p(Math.abs(years)));
}

function putEra(put: (value: number) => void, signals: PersonSignals, year: number): void {
  const age = year === 0 ? 10 : 1970 + signals.now / YEAR - year;
  put(Math.log1p(Math.max(0, age + 1)));
  put(age >= 0 ? 1 : 0);
  put(age >= 0 && age < 2 ? 1 : 0);
}

/** Σ over the genres of the film in a row of the table of the person's affinity / √(number of genres). */
export function genreScore(signals: PersonSignals, row: number, movies: MovieTable): number {
  const genres = movies.genres(row);
  let sum = 0;
  for (const genre of genres) sum += signals.genres[genre]!;
  return genres.length === 0 ? 0 : sum / Math.sqrt(genres.length);
}

/**
 * The places worth scoring for a person: the best 150 by each signal, ascending.
 * @param blocked 1 for places that may not be recommended
 */
export function candidatePlaces(signals: PersonSignals, blocked: Uint8Array = signals.seen): number[] {
  const places = new Set<number>();
  const add = (values: Float32Array): void => {
    for (const place of topRows(values, CANDIDATES, blocked)) places.add(place);
  };
  for (const name of TASTE) add(signals.taste[name]);
  if (signals.tfidf) add(signals.tfidf);
  if (signals.bert) add(signals.bert);
  add(signals.trend.ratings[1]!);
  add(signals.trend.popular);
  return [...places].sort((a, b) => a - b);
}
