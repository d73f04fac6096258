/**
 * Optimal string alignment distance (Damerau's with each place changed once): insertions, deletions, replacements and
 * swaps of neighbours, each of cost 1. Stops early above `most` and returns `most + 1`.
 */
export function editDistance(one: string, other: string, most = Infinity): number {
  if (one === other) return 0;
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, row, next]: [number[], number[], number[]] = [
    [],
    Array.from({ length: other.length + 1 }, (_, at) => at),
    [],
  ];
  for (let i = 1; i <= one.length; i++) {
    next[0] = i;
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        cost = Math.min(cost, before[j - 2]! + 1);
      }
      next[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [before, row, next] = [row, next, before];
  }
  return row[other.length]!;
}

/** 1 for equal strings, 0 where less than `floor` of them is common: 1 − distance / length of the longer one. */
export function likeness(one: string, other: string, floor = 0): number {
  const longer = Math.max(one.length, other.length);
  if (longer === 0) return 1;
  const most = Math.floor((1 - floor) * longer);
  const distance = editDistance(one, other, most);
  return distance > most ? 0 : 1 - distance / longer;
}
