import type { estypes } from '@elastic/elasticsearch';
import { idOf } from '#kept-films';
import { namedPeople } from '#people-match';
import type { NamedPerson } from '#people-match';
import { titleForms } from '#title-likeness';
import type { TitleForm } from '#title-likeness';

/** What is known of a film when it is judged. */
export interface FilmFacts {
  readonly id: number;
  /** The version of the index that it was found in. */
  readonly index: string;
  /** Folded to lower case without accents. */
  readonly titles: readonly string[];
  /** The ways to say its titles. */
  readonly forms: readonly TitleForm[];
  readonly people: readonly NamedPerson[];
  readonly genres: readonly string[];
  readonly languages: readonly string[];
  readonly countries: readonly string[];
  readonly year: number | null;
  readonly ratingCount: number;
  readonly ratingMean: number | null;
  readonly popularity: number;
}

/** A film that may be what a query means, with what is needed to judge that. */
export interface Candidate extends FilmFacts {
  /** BM25 of the plot; 0 when it is not among the best. */
  readonly text: number;
  /** Cosine of query and film; null when it is not among the nearest. */
  readonly cosine: number | null;
}

type Hit = estypes.SearchHit;

/** Turns a hit with doc values into the facts of its film. */
export function factsOf(hit: Hit): FilmFacts {
  const fields = (hit.fields ?? {}) as Readonly<Record<string, readonly unknown[] | undefined>>;
  const texts = (name: string) => (fields[name] ?? []) as readonly string[];
  const number = (name: string) => (fields[name]?.[0] ?? null) as number | null;
  const titles = [...texts('title.sort'), ...texts('originalTitle.sort'), ...texts('otherTitles.sort')];
  return {
    id: idOf(hit),
    index: hit._index,
    titles,
    forms: titleForms(titles),
    people: namedPeople([...texts('directors'), ...texts('actors')]),
    genres: texts('genres'),
    languages: texts('languages'),
    countries: texts('countries'),
    year: number('year'),
    ratingCount: number('ratingCount') ?? 0,
    ratingMean: number('ratingMean'),
    popularity: number('popularity') ?? 0,
  };
}

export interface CandidateLists {
  readonly plot: readonly Hit[];
  readonly nearest: readonly Hit[];
  /** Found by what the caller compares itself: titles, people, wishes. */
  readonly others: readonly Hit[];
}

/** Joins the lists of one search; each film once, and only those whose facts are known. */
export function joinCandidates(
  { plot, nearest, others }: CandidateLists,
  facts: ReadonlyMap<number, FilmFacts>,
): Candidate[] {
  const all = new Map<number, Candidate>();
  const add = (hit: Hit, evidence: Partial<Pick<Candidate, 'text' | 'cosine'>>): void => {
    const id = idOf(hit);
    const known = facts.get(id);
    if (known === undefined) return;
    all.set(id, { ...(all.get(id) ?? { ...known, text: 0, cosine: null }), ...evidence });
  };
  for (const hit of plot) add(hit, { text: hit._score ?? 0 });
  // Elasticsearch gives (1 + cosine) / 2, since a score may not be negative.
  for (const hit of nearest) add(hit, { cosine: 2 * (hit._score ?? 0) - 1 });
  for (const hit of others) add(hit, {});
  return [...all.values()];
}
