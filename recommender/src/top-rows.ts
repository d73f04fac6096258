/** Rows of the highest values, unseen ones only, in no certain order; among equals the lower rows. */
export function topRows(values: Float32Array, limit: number, seen: Uint8Array): number[] {
  const threshold = thresholdOf(values, limit, seen);
  if (threshold === undefined) return [];
  const rows: number[] = [];
  const equal: number[] = [];
  for (let row = 0; row < values.length; row++) {
    if (seen[row] === 1) continue;
    if (values[row]! > threshold) rows.push(row);
    else if (values[row] === threshold) equal.push(row);
  }
  return rows.concat(equal.slice(0, Math.max(0, limit - rows.length)));
}

/** The same, best first. */
export function bestFirst(values: Float32Array, limit: number, seen: Uint8Array): number[] {
  return topRows(values, limit, seen).sort((a, b) => values[b]! - values[a]! || a - b);
}

/**
 * The lowest of the `limit` highest unseen values, −Infinity where there are no more than that, undefined where there is none; by a
 * heap whose root is the lowest value kept: nearly every other one is turned away by one comparison.
 */
function thresholdOf(values: Float32Array, limit: number, seen: Uint8Array): number | undefined {
  const heap = new Float32Array(Math.min(limit, values.length));
  let [filled, unseen] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    if (seen[row] !== 0) continue;
    unseen++;
    const value = values[row]!;
    if (filled < heap.length) {
      heap[filled++] = value;
      // Ascending is a heap.
      if (filled === heap.length) heap.sort();
    } else if (value > heap[0]!) sink(heap, value);
  }
  if (unseen === 0) return undefined;
  return unseen <= limit ? -Infinity : (heap[0] ?? Infinity);
}

/** Puts a value in the place of the root. */
function sink(heap: Float32Array, value: number): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= value) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = value;
}
