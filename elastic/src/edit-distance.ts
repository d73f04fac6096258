/** Longer strings are cut: no title or name is so long, and a query of 500 letters must not cost a second. */
const LONGEST = 256;
/** Three rows that take turns; a search compares tens of thousands of pairs. */
let [before, row, next] = [0, 1, 2].map(() => new Uint16Array(LONGEST + 1)) as [
  Uint16Array,
  Uint16Array,
  Uint16Array,
];

/**
 * Optimal string alignment distance (Damerau's with each place changed once): insertions, deletions, replacements and
 * swaps of neighbours, each of cost 1. Stops early above `most` and returns `most + 1`.
 */
export function editDistance(one: string, other: string, most = LONGEST): number {
  if (one === other) return 0;
  const [rows, columns] = [Math.min(one.length, LONGEST), Math.min(other.length, LONGEST)];
  if (most < 1 || Math.abs(rows - columns) > most) return most + 1;
  // An edit brings in one letter and takes away one at most, so that nearly all pairs need no table.
  if (lettersApart(one.slice(0, rows), other.slice(0, columns)) > 2 * most) return most + 1;
  for (let j = 0; j <= columns; j++) row[j] = j;
  for (let i = 1; i <= rows; i++) {
    const letter = one.charCodeAt(i - 1);
    const former = i > 1 ? one.charCodeAt(i - 2) : -1;
    next[0] = i;
    let least = i;
    for (let j = 1; j <= columns; j++) {
      const against = other.charCodeAt(j - 1);
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (letter === against ? 0 : 1));
      if (j > 1 && former === against && letter === other.charCodeAt(j - 2))
        cost = Math.min(cost, before[j - 2]! + 1);
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [before, row, next] = [row, next, before];
  }
  return row[columns]!;
}

/** How many letters only one of two strings has, or fewer: some letters count as one. */
function lettersApart(one: string, other: string): number {
  let apart = lettersOf(one) ^ lettersOf(other);
  let count = 0;
  for (; apart !== 0; apart &= apart - 1) count++;
  return count;
}

/** A bit for each letter; those of other scripts share them. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at++) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

/** 1 for equal strings, 0 where less than `floor` of them is common: 1 − distance / length of the longer one. */
export function likeness(one: string, other: string, floor = 0): number {
  if (one === other) return 1;
  const longer = Math.max(one.length, other.length);
  const most = Math.floor((1 - floor) * longer);
  const distance = editDistance(one, other, most);
  return distance > most ? 0 : 1 - distance / longer;
}
