import type { UserKind } from '#entities/user.entity';
import { carryOver } from '#import/carry-over';
import type { CarriedOver } from '#import/report';
import { WHOLE_RATINGS_LOCK } from '#copy/rating-columns';
import { applyCounts, countRatings } from '#statistics';
import type { Store } from '#store';
import { sqlState } from '#unavailable';

const DEADLOCK = '40P01';
const MOST_ATTEMPTS = 4;

interface People {
  readonly source: string;
  readonly kind: UserKind;
  /** `MovieLens` makes `MovieLens 414`. */
  readonly personName: string;
}

/** What an import gives; anything it does not know (null, empty) stays as an earlier import or enrichment left it. */
const GIVEN_TEXTS = [
  'original_title',
  'year',
  'runtime',
  'overview',
  'tagline',
  'imdb_id',
  'tmdb_id',
  'poster_path',
];
const ALWAYS_GIVEN = ['title', 'aliases', 'folded_titles', 'vote_count', 'vote_mean'];
const GIVEN_LISTS = ['genres', 'languages', 'countries', 'directors', 'actors', 'keywords', 'moods'];

/**
 * Puts the staged films, people and ratings in the place of the live ones in one transaction. Until it commits
 * everybody reads the former data; writes of ratings wait for it, a few seconds for millions of ratings.
 */
export async function swapIn(
  store: Store,
  {
    source,
    kind,
    personName,
  }: { readonly source: string; readonly kind: UserKind; readonly personName: string },
): Promise<CarriedOver> {
  await countRatings(store, 'staging.ratings', 'staging.counted');
  const carried = await withoutDeadlock(() =>
    store.transaction((inner) => replaceAll(inner, { source, kind, personName })),
  );
  await store.rows('DROP SCHEMA staging CASCADE');
  await store.rows('ANALYZE ratings, movies, users');
  return carried;
}

/** Locks in the order in which everybody else writes: what a person says, films, the person. */
async function replaceAll(store: Store, people: People): Promise<CarriedOver> {
  await store.rows('SELECT pg_advisory_xact_lock($1)', [WHOLE_RATINGS_LOCK]);
  await store.rows(
    'LOCK TABLE ratings, movies, watchlist, preferences, hidden, users IN SHARE ROW EXCLUSIVE MODE',
  );
  const accounts = await carryOver(store);
  await countAccounts(store);
  await replaceMovies(store);
  await replacePeople(store, people);
  await store.rows('INSERT INTO watchlist (user_id, movie_id, added_at) SELECT * FROM staging.watchlist');
  await applyCounts(store, 'staging.counted');
  // Only these two keep readers of ratings waiting, for the moment until the commit.
  await store.rows('DROP TABLE ratings');
  await store.rows('ALTER TABLE staging.ratings SET SCHEMA public');
  return accounts;
}

/** What carry-over added to the staged ratings, which had been counted before anything was locked. */
async function countAccounts(store: Store): Promise<void> {
  await store.rows(`INSERT INTO staging.counted AS c (movie_id, n, s)
    SELECT r.movie_id, count(*)::int, sum(r.half_stars)::bigint
    FROM users u JOIN staging.ratings r ON r.user_id = u.id
    WHERE u.kind = 'account' AND NOT u.disabled GROUP BY r.movie_id
    ON CONFLICT (movie_id) DO UPDATE SET n = c.n + excluded.n, s = c.s + excluded.s`);
}

/** A transaction that read ratings before it writes can still cross the swap; Postgres then ends one of the two. */
async function withoutDeadlock<Result>(fn: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fn();
    } catch (error) {
      if (sqlState(error) !== DEADLOCK || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

async function replaceMovies(store: Store): Promise<void> {
  await store.rows(`DELETE FROM movies m
    WHERE NOT EXISTS (SELECT FROM staging.movies s WHERE s.id = m.id AND s.source = m.source)`);
  const columns = ['id', 'source', ...ALWAYS_GIVEN, ...GIVEN_TEXTS, ...GIVEN_LISTS];
  const sets = [
    ...ALWAYS_GIVEN.map((c) => `${c} = excluded.${c}`),
    ...GIVEN_TEXTS.map((c) => `${c} = coalesce(excluded.${c}, m.${c})`),
    ...GIVEN_LISTS.map((c) => `${c} = CASE WHEN excluded.${c} = '{}' THEN m.${c} ELSE excluded.${c} END`),
    'link_checked_at = CASE WHEN excluded.tmdb_id = m.tmdb_id THEN m.link_checked_at END',
    'link_valid = CASE WHEN excluded.tmdb_id = m.tmdb_id THEN m.link_valid END',
    'enriched_at = CASE WHEN excluded.tmdb_id = m.tmdb_id THEN m.enriched_at END',
    'updated_at = now()',
  ];
  await store.rows(`INSERT INTO movies AS m (${columns.join(', ')})
    SELECT ${columns.join(', ')} FROM staging.movies ORDER BY id
    ON CONFLICT (id) DO UPDATE SET ${sets.join(', ')}`);
}

async function replacePeople(
  store: Store,
  {
    source,
    kind,
    personName,
  }: { readonly source: string; readonly kind: UserKind; readonly personName: string },
): Promise<void> {
  await store.rows(`DELETE FROM users u
    WHERE u.kind <> 'account' AND NOT EXISTS (SELECT FROM staging.people p WHERE p.id = u.id)`);
  await store.rows(
    `INSERT INTO users (id, kind, source, external_id, name)
     SELECT p.id, $1, $2, p.external_id, $3 || ' ' || p.external_id FROM staging.people p ORDER BY p.id
     ON CONFLICT (id) DO NOTHING`,
    [kind, source, personName],
  );
}
