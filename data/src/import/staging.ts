import type { Client } from 'pg';
import { copyRows } from '#copy/copy-in';
import { foldTitles } from '#folding';
import type { NewMovie } from '#movie-row';
import type { Tally } from '#import/report';
import type { Store } from '#store';
import { sqlState } from '#unavailable';

const UNIQUE_VIOLATION = '23505';

/** Empty tables beside the live ones; what a killed import left there goes first. */
export async function createStaging(store: Store): Promise<void> {
  await store.rows('DROP SCHEMA IF EXISTS staging CASCADE');
  await store.rows('CREATE SCHEMA staging');
  await store.rows('CREATE TABLE staging.movies (LIKE public.movies INCLUDING DEFAULTS)');
  await store.rows('CREATE TABLE staging.people (id integer NOT NULL, external_id text NOT NULL)');
  // No index while rows come in: building it afterwards is several times faster.
  await store.rows(
    'CREATE TABLE staging.ratings (LIKE public.ratings INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
  );
}

const MOVIE_COLUMNS = [
  'id', 'source', 'title', 'original_title', 'aliases', 'folded_titles', 'year', 'runtime', 'genres', 'languages',
  'countries', 'directors', 'actors', 'keywords', 'moods', 'overview', 'tagline', 'imdb_id', 'tmdb_id', 'poster_path',
  'vote_count', 'vote_mean',
] as const; // prettier-ignore

export async function stageMovies(client: Client, store: Store, movies: readonly NewMovie[]): Promise<void> {
  await copyRows(client, { table: 'staging.movies', columns: MOVIE_COLUMNS, rows: movieRows(movies) });
  await store.rows('ALTER TABLE staging.movies ADD PRIMARY KEY (id)');
  await store.rows('CREATE INDEX ON staging.movies USING gin (folded_titles)');
  await store.rows('CREATE INDEX ON staging.movies (imdb_id)');
  await store.rows('CREATE INDEX ON staging.movies (tmdb_id)');
  await store.rows('ANALYZE staging.movies');
}

function* movieRows(movies: readonly NewMovie[]) {
  for (const m of movies) {
    yield [
      m.id, m.source, m.title, m.originalTitle, m.aliases, foldTitles([m.title, m.originalTitle, ...m.aliases]),
      m.year, m.runtime, m.genres, m.languages, m.countries, m.directors, m.actors, m.keywords, m.moods, m.overview,
      m.tagline, m.imdbId, m.tmdbId, m.posterPath, m.voteCount ?? 0, m.voteMean ?? null,
    ]; // prettier-ignore
  }
}

export async function stagePeople(
  client: Client,
  store: Store,
  people: ReadonlyMap<number, number>,
): Promise<void> {
  function* rows() {
    for (const [externalId, id] of people) yield [id, String(externalId)];
  }
  await copyRows(client, { table: 'staging.people', columns: ['id', 'external_id'], rows: rows() });
  await store.rows('ALTER TABLE staging.people ADD PRIMARY KEY (id)');
  await store.rows('ANALYZE staging.people');
}

/** Gives the ratings their indexes, under the names that the live table's have; the last of doubles stays. */
export async function indexRatings(store: Store, tally: Tally): Promise<void> {
  try {
    await addPrimaryKey(store);
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    await dropDoubles(store, tally);
    await addPrimaryKey(store);
  }
  await store.rows('CREATE INDEX ratings_movie ON staging.ratings (movie_id)');
  await store.rows('ANALYZE staging.ratings');
}

async function addPrimaryKey(store: Store): Promise<void> {
  await store.rows('ALTER TABLE staging.ratings ADD CONSTRAINT ratings_pkey PRIMARY KEY (user_id, movie_id)');
}

/** Rows lie in the order in which they were read, so that the physical place tells the later of two at one time. */
async function dropDoubles(store: Store, tally: Tally): Promise<void> {
  const gone = await store.row<{ n: number; examples: string[] }>(
    `WITH ranked AS (
       SELECT ctid AS place, row_number() OVER (PARTITION BY user_id, movie_id ORDER BY rated_at DESC, ctid DESC) AS rank
       FROM staging.ratings
     ), gone AS (
       DELETE FROM staging.ratings r USING ranked k WHERE r.ctid = k.place AND k.rank > 1
       RETURNING r.user_id, r.movie_id, r.half_stars, r.rated_at
     )
     SELECT count(*)::int AS n, coalesce((array_agg('person ' || coalesce(p.external_id, '?') || ', movie ' || movie_id
       || ', ' || half_stars / 2.0 || ' stars at ' || rated_at))[1:5], '{}') AS examples
     FROM gone LEFT JOIN staging.people p ON p.id = gone.user_id`,
  );
  gone?.examples.forEach((example) => {
    tally.add('duplicate-rating', () => example);
  });
  const more = (gone?.n ?? 0) - (gone?.examples.length ?? 0);
  if (more > 0) tally.add('duplicate-rating', () => '', more);
}
