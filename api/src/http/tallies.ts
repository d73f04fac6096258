/** How long the count of other processes is taken to be what it was. */
const FRESH_MS = 1000;
/** So much of an allowance may be used while the count is still under way; of what is left the count decides. */
const SHARE_AHEAD = 0.25;
/** About 100 bytes each. */
const MOST_KEPT = 20_000;

interface Tally {
  /** By all processes, as last heard. */
  readonly used: number;
  readonly heardAt: number;
  /** Points of this process that are being counted. */
  readonly counting: number;
}

/**
 * What was last heard of each key's use of its allowance. Who has used little of it need not wait until the next points
 * are counted; every point is counted all the same. With up to four processes not even a burst on all of them at once
 * takes more than the allowance.
 */
export class Tallies {
  private readonly tallies = new Map<string, Tally>();

  /**
   * Notes that points of a key are being counted.
   * @param now milliseconds of a clock that never goes back
   * @returns whether they are allowed already.
   */
  begin(key: string, { points, allowance, now }: Points & { readonly allowance: number }): boolean {
    const tally = this.tallies.get(key);
    const counting = (tally?.counting ?? 0) + points;
    this.keep(key, { used: tally?.used ?? 0, heardAt: tally?.heardAt ?? -Infinity, counting });
    if (tally === undefined || now - tally.heardAt > FRESH_MS) return false;
    return tally.used + counting <= allowance * SHARE_AHEAD;
  }

  /** Notes that points have been counted. @param used by all processes; null when that could not be told. */
  end(key: string, { points, used, now }: Points & { readonly used: number | null }): void {
    const counting = Math.max(0, (this.tallies.get(key)?.counting ?? 0) - points);
    this.keep(key, { used: used ?? 0, heardAt: used === null ? -Infinity : now, counting });
  }

  /** When there are too many, all are forgotten: each then waits for one count. */
  private keep(key: string, tally: Tally): void {
    if (this.tallies.size >= MOST_KEPT && !this.tallies.has(key)) this.tallies.clear();
    this.tallies.set(key, tally);
  }
}

interface Points {
  readonly points: number;
  readonly now: number;
}
