import { draftChances } from '#interleave';
import { bootstrapMean } from '#metrics/bootstrap';
import { seededRandom } from '#random';

/** A mixed list as it was logged, and what a third ranking would have shown in its place. */
export interface LoggedList {
  /** What the two sides wanted to show, best first. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** What was shown. */
  readonly shown: readonly number[];
  /** The films of it that were chosen. */
  readonly chosen: ReadonlySet<number>;
  /** The ranking in question, best first. */
  readonly wanted: readonly number[];
}

export interface ReplayResult {
  /** Choices that a list of the ranking would have led to, with the 95 % interval over lists. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly lists: number;
  /** Share of the wanted films that had a chance of being shown; the rest is counted as never chosen. */
  readonly support: number;
}

/**
 * What a ranking that was not shown would have reached, from lists that chance has mixed: a replay (Li, Chu, Langford and
 * Wang, WSDM 2011) film by film, as the item model of Li, Abbasi-Yadkori and others (KDD 2018) has it:
 * V = mean over lists of Σ_{i wanted and shown} chosen(i) / P(i shown). It takes it that a film is chosen for itself and
 * not for its place; films that neither side could show make V too small, never too large.
 */
export function replay(lists: readonly LoggedList[], { seed }: { readonly seed: number }): ReplayResult {
  const random = seededRandom(seed);
  let [wantedFilms, supported] = [0, 0];
  const values = lists.map(({ a, b, shown, chosen, wanted }) => {
    const limit = shown.length;
    const chances = draftChances(a, b, { limit, random });
    const visible = new Set(shown);
    let value = 0;
    for (const movieId of wanted.slice(0, limit)) {
      wantedFilms += 1;
      if (chances.has(movieId)) supported += 1;
      // What was shown had a chance, though the simulated coins may have missed it.
      if (visible.has(movieId) && chosen.has(movieId)) value += 1 / (chances.get(movieId) ?? 1);
    }
    return value;
  });
  const { mean, low, high } = bootstrapMean(values, { seed });
  return {
    value: mean,
    low,
    high,
    lists: lists.length,
    support: wantedFilms === 0 ? 0 : supported / wantedFilms,
  };
}
