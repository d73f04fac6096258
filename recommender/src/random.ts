/**
 * Uniform numbers in [0, 1) that depend on the seed alone: mulberry32, period 2^32.
 * Good for sampling and shuffling, not for secrets.
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Shuffles in place (Fisher and Yates). */
export function shuffle(
  values: { [index: number]: number; readonly length: number },
  random: () => number,
): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const held = values[last]!;
    values[last] = values[other]!;
    values[other] = held;
  }
}
