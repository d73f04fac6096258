import type { HistoryItem, RecommendOptions } from '#model';
import { lastTime } from '#popular.model';
import { CANDIDATES } from '#stacked-features';
import { BEST, sequences } from '#stacked-signals';
import type { StackedBases } from '#stacked-signals';
import { topRows } from '#top-rows';

/**
 * What the signals find by themselves at a cost that does not grow with the catalogue: the best by `item` (which has a bound), by
 * what was rated before and after the history's films, and by popularity. The best twenty of all are there in any case, allowed or
 * not, as a taste is measured by them.
 * @returns movie ids
 */
export function ownFinds(
  bases: StackedBases,
  history: readonly HistoryItem[],
  { exclude, allowed }: Pick<RecommendOptions, 'exclude' | 'allowed'>,
): Set<number> {
  const may = (id: number): boolean => exclude?.has(id) !== true && (allowed === undefined || allowed(id));
  const found = new Set<number>();
  const add = (ids: Iterable<number>): void => {
    for (const id of ids) found.add(id);
  };
  add(bases.item.recommend(history, { limit: CANDIDATES, exclude, allowed }).map(({ movieId }) => movieId));
  add(bases.item.recommend(history, { limit: BEST }).map(({ movieId }) => movieId));
  const own = new Set(history.map(({ movieId }) => movieId));
  sequences(bases.sequence, history, (scores, touched) => {
    const values = Float32Array.from(touched, (row) => scores[row]!);
    const ids = Array.from(touched, (row) => bases.sequence.movieIds[row]!);
    const best = (limit: number, accepts: (id: number) => boolean): void => {
      const blocked = Uint8Array.from(ids, (id) => (!own.has(id) && accepts(id) ? 0 : 1));
      add(topRows(values, limit, blocked).map((at) => ids[at]!));
    };
    best(CANDIDATES, may);
    best(BEST, () => true);
  });
  for (const rows of bases.trend.leaders(lastTime(history))) {
    let count = 0;
    for (const row of rows) {
      const id = bases.trend.movieIds[row]!;
      if (count === CANDIDATES) break;
      if (own.has(id) || !may(id)) continue;
      found.add(id);
      count++;
    }
  }
  return found;
}
