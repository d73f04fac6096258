import type { estypes } from '@elastic/elasticsearch';

/** A film that may be what a query means, with what is needed to judge that. */
export interface Candidate {
  readonly id: number;
  /** Folded to lower case without accents. */
  readonly titles: readonly string[];
  readonly people: readonly string[];
  readonly genres: readonly string[];
  readonly languages: readonly string[];
  readonly countries: readonly string[];
  readonly year: number | null;
  readonly ratingCount: number;
  readonly ratingMean: number | null;
  readonly popularity: number;
  /** BM25 of the plot; 0 when it is not among the best. */
  text: number;
  /** Cosine of query and film; null when it is not among the nearest. */
  cosine: number | null;
}

type Hit = estypes.SearchHit;

/** Turns a hit with doc values into a candidate without evidence yet. */
export function candidateOf(hit: Hit): Candidate {
  const fields = (hit.fields ?? {}) as Readonly<Record<string, readonly unknown[] | undefined>>;
  const texts = (name: string) => (fields[name] ?? []) as readonly string[];
  const number = (name: string) => (fields[name]?.[0] ?? null) as number | null;
  return {
    id: Number(hit._id),
    titles: [...texts('title.sort'), ...texts('originalTitle.sort'), ...texts('otherTitles.sort')],
    people: [...new Set([...texts('directors'), ...texts('actors')])],
    genres: texts('genres'),
    languages: texts('languages'),
    countries: texts('countries'),
    year: number('year'),
    ratingCount: number('ratingCount') ?? 0,
    ratingMean: number('ratingMean'),
    popularity: number('popularity') ?? 0,
    text: 0,
    cosine: null,
  };
}

export interface CandidateLists {
  readonly plot: readonly Hit[];
  readonly nearest: readonly Hit[];
  /** Found by what the caller compares itself: titles, people, wishes. */
  readonly others: readonly Hit[];
}

/** Joins the lists of one search; each film once. */
export function joinCandidates({ plot, nearest, others }: CandidateLists): Candidate[] {
  const all = new Map<string, Candidate>();
  const of = (hit: Hit): Candidate => {
    const known = all.get(hit._id!);
    if (known !== undefined) return known;
    const fresh = candidateOf(hit);
    all.set(hit._id!, fresh);
    return fresh;
  };
  for (const hit of plot) of(hit).text = hit._score ?? 0;
  // Elasticsearch gives (1 + cosine) / 2, since a score may not be negative.
  for (const hit of nearest) of(hit).cosine = 2 * (hit._score ?? 0) - 1;
  for (const hit of others) of(hit);
  return [...all.values()];
}
