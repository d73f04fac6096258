/** Which of two rankings put a film into a mixed list. */
export type Team = 'a' | 'b';

export interface Interleaved {
  readonly movieId: number;
  readonly team: Team;
}

export interface InterleaveOptions {
  /** Films at most. */
  readonly limit: number;
  /** Uniform in [0, 1); one draw for each round. */
  readonly random: () => number;
}

/**
 * Team draft (Radlinski, Kurup and Joachims, "How does clickthrough data reflect retrieval quality?", CIKM 2008): in each
 * round a coin decides who picks first, and each team picks its best film that nobody has picked yet. Whatever people
 * choose by chance alone then falls to both teams alike. A team whose ranking is used up leaves the rest to the other.
 * @param a movie ids, best first; `b` likewise
 */
export function teamDraft(
  a: readonly number[],
  b: readonly number[],
  { limit, random }: InterleaveOptions,
): Interleaved[] {
  const rankings = { a, b };
  const next = { a: 0, b: 0 };
  const picked = new Set<number>();
  const list: Interleaved[] = [];
  const pick = (team: Team): boolean => {
    const ranking = rankings[team];
    while (next[team] < ranking.length && picked.has(ranking[next[team]]!)) next[team] += 1;
    const movieId = ranking[next[team]];
    if (movieId === undefined || list.length >= limit) return false;
    picked.add(movieId);
    list.push({ movieId, team });
    return true;
  };
  for (let going = true; going && list.length < limit;) {
    const order: readonly Team[] = random() < 0.5 ? ['a', 'b'] : ['b', 'a'];
    // Both must have their turn: `||` would skip the second.
    going = order.map(pick).some(Boolean);
  }
  return list;
}

/**
 * How likely each film is to stand in a list that team draft makes of two rankings: the share of `rounds` drafts with
 * coins of their own, exact where the coins do not matter.
 */
export function draftChances(
  a: readonly number[],
  b: readonly number[],
  { limit, random, rounds = 200 }: InterleaveOptions & { readonly rounds?: number },
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let round = 0; round < rounds; round++) {
    for (const { movieId } of teamDraft(a, b, { limit, random }))
      counts.set(movieId, (counts.get(movieId) ?? 0) + 1);
  }
  return new Map([...counts].map(([movieId, count]) => [movieId, count / rounds]));
}
