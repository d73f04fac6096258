/** Places drawn by weight. */
export class Draw {
  private readonly sums: Float64Array;

  /** @param weight of a place, from 0 */
  constructor(count: number, weight: (place: number) => number) {
    this.sums = new Float64Array(count);
    let total = 0;
    for (let place = 0; place < count; place++) this.sums[place] = total += weight(place);
  }

  /** @param share 0 to 1 */
  at(share: number): number {
    const value = share * this.sums.at(-1)!;
    let [low, high] = [0, this.sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sums[middle]! > value) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
