const SHINGLE_WORDS = 5;
/** Share of the shorter text's shingles; a whole sentence taken over reaches it, a common turn of phrase does not. */
const TOO_ALIKE = 0.15;

/**
 * Pairs of texts (by their places) that share more runs of five words than chance explains.
 *
 *   likeness = |A ∩ B| / min(|A|, |B|)   over the sets of word shingles (Broder 1997, containment)
 */
export function alike(texts: readonly string[], threshold = TOO_ALIKE): (readonly [number, number])[] {
  const sets = texts.map(shingles);
  const places = new Map<string, number[]>();
  const shared = new Map<string, number>();
  sets.forEach((set, at) => {
    for (const shingle of set) {
      const earlier = places.get(shingle) ?? [];
      for (const other of earlier) {
        const pair = `${String(other)} ${String(at)}`;
        shared.set(pair, (shared.get(pair) ?? 0) + 1);
      }
      places.set(shingle, [...earlier, at]);
    }
  });
  return [...shared].flatMap(([pair, count]) => {
    const [one = 0, other = 0] = pair.split(' ').map(Number);
    const likeness = count / Math.min(sets[one]!.size, sets[other]!.size);
    return likeness > threshold ? [[one, other] as const] : [];
  });
}

function shingles(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const count = Math.max(1, words.length - SHINGLE_WORDS + 1);
  return new Set(Array.from({ length: count }, (_, at) => words.slice(at, at + SHINGLE_WORDS).join(' ')));
}
