import type { SearchSort } from '@marquee/contract/search';
import type { Candidate } from '#candidate';
import type { Evidence } from '#search-evidence';
import type { ScoredMovie } from '#search-score';

/** How far behind the best film's score one may be and still be a film that was asked for: e^(20 · 0.3) less likely. */
const RELEVANT_LEAD = 0.3;

/** Beyond every year and mean. */
const UNKNOWN = 1e9;

const missingLast = (value: number | null, direction: 1 | -1): number => value ?? -direction * UNKNOWN;

const ORDERS: Readonly<Record<Exclude<SearchSort, 'relevance'>, (a: Candidate, b: Candidate) => number>> = {
  popularity: (a, b) => b.popularity - a.popularity,
  rating: (a, b) =>
    missingLast(b.ratingMean, 1) - missingLast(a.ratingMean, 1) || b.ratingCount - a.ratingCount,
  year: (a, b) => missingLast(a.year, -1) - missingLast(b.year, -1),
  '-year': (a, b) => missingLast(b.year, 1) - missingLast(a.year, 1),
  title: (a, b) => (a.titles[0] ?? '').localeCompare(b.titles[0] ?? '', 'en'),
};

/**
 * Puts films in another order than relevance. The tail of a search holds films that are only the least unlike ones:
 * in another order they would come first, so that only the relevant ones stay.
 * @param scored best first
 */
export function sortMovies(
  scored: readonly ScoredMovie[],
  evidence: readonly Evidence[],
  sort: SearchSort,
): readonly ScoredMovie[] {
  if (sort === 'relevance' || scored.length === 0) return scored;
  const candidates = new Map(evidence.map(({ candidate }) => [candidate.id, candidate]));
  const floor = scored[0]!.score - RELEVANT_LEAD;
  const order = ORDERS[sort];
  const of = ({ id }: ScoredMovie) => candidates.get(id)!;
  return scored
    .filter(({ score }) => score >= floor)
    .sort((a, b) => order(of(a), of(b)) || b.score - a.score || a.id - b.id);
}
