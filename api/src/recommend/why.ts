import type { Why } from '@marquee/contract/recommendation';
import type { Contribution, HistoryItem } from '@marquee/recommender/model';
import type { Catalogue } from '#recommend/catalogue';

/** How many addends are told one by one; the rest is summed up, so that all still add up to the score. */
const TOLD = 8;

/**
 * Turns a model's addends into reasons with titles and the stars given, the largest first, each with its share in the
 * sum of absolute addends: `[{kind: 'rating', movieId: 11, value: 0.4}, …]` → `[{kind: 'rating', movie: {title: …}, …}]`.
 */
export function reasons(
  contributions: readonly Contribution[],
  history: readonly HistoryItem[],
  catalogue: Catalogue,
): Why[] {
  const total = contributions.reduce((sum, { value }) => sum + Math.abs(value), 0) || 1;
  const sorted = [...contributions].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const told = sorted.slice(0, TOLD).map((one) => reason(one, total, history, catalogue));
  const rest = sorted.slice(TOLD).reduce((sum, { value }) => sum + value, 0);
  return rest === 0
    ? told
    : [...told, { kind: 'bias', label: 'everything else', value: rest, share: Math.abs(rest) / total }];
}

function reason(
  { kind, movieId, label, value }: Contribution,
  total: number,
  history: readonly HistoryItem[],
  catalogue: Catalogue,
): Why {
  const movie = movieId === undefined ? undefined : catalogue.get(movieId);
  const rating = history.find((item) => item.movieId === movieId)?.rating;
  return {
    kind,
    ...(movie === undefined ? {} : { movie: { id: movie.id, title: movie.title, year: movie.year } }),
    ...(rating === undefined || movieId === undefined ? {} : { rating }),
    ...(label === undefined ? {} : { label }),
    value,
    share: Math.abs(value) / total,
  };
}
