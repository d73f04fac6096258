/** Rows of the highest values, unseen ones only, in no certain order; among equals the lower rows. */
export function topRows(values: Float32Array, limit: number, seen: Uint8Array): number[] {
  const unseen = new Float32Array(values.length);
  let n = 0;
  for (let row = 0; row < values.length; row++) if (seen[row] === 0) unseen[n++] = values[row]!;
  if (n === 0) return [];
  const threshold = n <= limit ? -Infinity : select(unseen.subarray(0, n), n - limit);
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

/** The value that would stand at `place` if the values were sorted (Hoare's quickselect); reorders them. */
function select(values: Float32Array, place: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let [left, right] = [low, high];
    while (left <= right) {
      while (values[left]! < pivot) left++;
      while (values[right]! > pivot) right--;
      if (left > right) break;
      const held = values[left]!;
      values[left++] = values[right]!;
      values[right--] = held;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else break;
  }
  return values[place]!;
}
