import type { Evidence } from '#search-evidence';

/** From this likeness on somebody meant the title, short of 1 misspelt. */
const LIKE_ENOUGH = 0.75;

/**
 * The title that a misspelt query most likely means, when it is the best answer: `teh godfather` → `the godfather`.
 * @param words of the query
 */
export function didYouMean(
  words: readonly string[],
  evidence: readonly Evidence[],
  bestId: number | undefined,
): string | null {
  const best = evidence.find(({ candidate }) => candidate.id === bestId);
  if (best === undefined || best.title.whole < LIKE_ENOUGH) return null;
  const { form, isExact } = best.title;
  if (form === null || isExact || words.join(' ') === form.words.join(' ')) return null;
  return form.words.join(' ');
}
