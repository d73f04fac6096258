import { foldTitle } from '#folding';
import type { PersonalRow } from '#personal/formats';
import { parseMovieLensTitle } from '#readers/movielens-title';
import type { Store } from '#store';

interface Candidate {
  readonly id: number;
  readonly source: string;
  readonly imdbId: string | null;
  readonly tmdbId: number | null;
  readonly year: number | null;
  readonly foldedTitles: readonly string[];
  readonly title: string;
  readonly popularity: number;
}

export type Match = { readonly movieId: number } | { readonly reason: string };

/**
 * Finds the film of every row: by id (IMDb, TMDB, MovieLens where the catalogue is MovieLens'), else by a title
 * without case, accents, punctuation and leading article and a year at most one apart. One statement for all rows.
 */
export async function matchRows(store: Store, rows: readonly PersonalRow[]): Promise<Match[]> {
  const index = indexOf(await candidates(store, rows));
  return rows.map((row) => matchRow(row, index));
}

async function candidates(store: Store, rows: readonly PersonalRow[]): Promise<Candidate[]> {
  const given = <Value>(pick: (row: PersonalRow) => Value | null | undefined): Value[] =>
    rows.map(pick).filter((value) => value !== null && value !== undefined);
  // Titles are joined by hash: asking the inverted index for thousands of titles at once is twenty times slower.
  return await store.rows<Candidate>(
    `SELECT m.id, m.source, m.imdb_id AS "imdbId", m.tmdb_id AS "tmdbId", m.year, m.title, m.popularity,
       m.folded_titles AS "foldedTitles"
     FROM movies m
     WHERE m.id IN (
       SELECT id FROM movies WHERE imdb_id = ANY ($1::text[])
       UNION ALL SELECT id FROM movies WHERE tmdb_id = ANY ($2::int[])
       UNION ALL SELECT id FROM movies WHERE source = 'movielens' AND id = ANY ($4::int[])
       UNION ALL SELECT x.id FROM movies x CROSS JOIN unnest(x.folded_titles) AS t (title)
         WHERE t.title IN (SELECT unnest($3::text[])))`,
    [
      given((row) => row.imdbId),
      given((row) => row.tmdbId),
      [...new Set(rows.flatMap(titlesOf))],
      given((row) => row.movieLensId),
    ],
  );
}

/** All folded titles that a row may be known by. */
function titlesOf({ title, otherTitle }: PersonalRow): string[] {
  const parsed = parseMovieLensTitle(title);
  const texts = [title, otherTitle, parsed.title, parsed.originalTitle, ...parsed.aliases];
  return [...new Set(texts.filter((text) => text !== undefined && text !== null).map(foldTitle))].filter(
    Boolean,
  );
}

interface Index {
  readonly byImdb: ReadonlyMap<string, Candidate>;
  readonly byTmdb: ReadonlyMap<number, Candidate>;
  readonly byMovieLens: ReadonlyMap<number, Candidate>;
  readonly byTitle: ReadonlyMap<string, readonly Candidate[]>;
}

function indexOf(found: readonly Candidate[]): Index {
  const byTitle = new Map<string, Candidate[]>();
  for (const candidate of found) {
    for (const title of candidate.foldedTitles)
      byTitle.set(title, [...(byTitle.get(title) ?? []), candidate]);
  }
  return {
    byImdb: new Map(found.filter((c) => c.imdbId !== null).map((c) => [c.imdbId!, c])),
    byTmdb: new Map(found.filter((c) => c.tmdbId !== null).map((c) => [c.tmdbId!, c])),
    byMovieLens: new Map(found.filter((c) => c.source === 'movielens').map((c) => [c.id, c])),
    byTitle,
  };
}

function matchRow(row: PersonalRow, index: Index): Match {
  const byId =
    (row.imdbId ? index.byImdb.get(row.imdbId) : undefined) ??
    (row.tmdbId ? index.byTmdb.get(row.tmdbId) : undefined) ??
    (row.movieLensId ? index.byMovieLens.get(row.movieLensId) : undefined);
  if (byId !== undefined) return { movieId: byId.id };
  const named = [...new Set(titlesOf(row).flatMap((title) => index.byTitle.get(title) ?? []))];
  if (named.length === 0) return { reason: 'no film of this title' };
  const distance = ({ year }: Candidate) =>
    row.year === null || year === null ? 0 : Math.abs(year - row.year);
  const near = named
    .filter((candidate) => distance(candidate) <= 1)
    .sort((a, b) => distance(a) - distance(b) || b.popularity - a.popularity || a.id - b.id);
  const best = near[0];
  if (best === undefined) {
    const years = named.map(({ year }) => String(year ?? '?')).join(', ');
    return { reason: `films of this title are of ${years}, none of ${String(row.year)}` };
  }
  const rival = near[1];
  if (row.year === null && rival !== undefined)
    return { reason: 'several films have this title, and no year is given' };
  return { movieId: best.id };
}
