import type { HistoryItem, RecommendOptions } from '#model';
import { lastTime } from '#popular.model';
import { CANDIDATES } from '#stacked-features';
import { BEST, sequences } from '#stacked-signals';
import type { StackedBases } from '#stacked-signals';
import { bestFirst } from '#top-rows';

/** So many of the best are looked through for those that are allowed, before all are. */
const POOL = 4 * CANDIDATES;

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
    const values = new Float32Array(touched.length);
    const blocked = new Uint8Array(touched.length);
    for (let at = 0; at < touched.length; at++) {
      values[at] = scores[touched[at]!]!;
      if (own.has(bases.sequence.movieIds[touched[at]!]!)) blocked[at] = 1;
    }
    const ids = bestFirst(values, POOL, blocked).map((at) => bases.sequence.movieIds[touched[at]!]!);
    add(ids.slice(0, BEST));
    const accepted = firstOf(ids, may);
    // Where little is allowed, further down.
    add(
      accepted.length < CANDIDATES && touched.length > POOL
        ? firstOf(
            bestFirst(values, touched.length, blocked).map((at) => bases.sequence.movieIds[touched[at]!]!),
            may,
          )
        : accepted,
    );
  });
  for (const rows of bases.trend.leaders(lastTime(history))) {
    const ids = Array.from(rows, (row) => bases.trend.movieIds[row]!);
    add(firstOf(ids, (id) => !own.has(id) && may(id)));
  }
  return found;
}

function firstOf(ids: readonly number[], accepts: (id: number) => boolean): number[] {
  const found: number[] = [];
  for (const id of ids) {
    if (found.length === CANDIDATES) break;
    if (accepts(id)) found.push(id);
  }
  return found;
}
