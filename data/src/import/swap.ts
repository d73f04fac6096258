import type { UserKind } from '#entities/user.entity';
import { carryOver } from '#import/carry-over';
import type { CarriedOver } from '#import/report';
import { applyCounts, countRatings } from '#statistics';
import type { Store } from '#store';

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
const GIVEN_LISTS = ['genres', 'languages', 'countries', 'directors', 'actors', 'keywords', 'moods'];

/**
 * Puts the staged films, people and ratings in the place of the live ones in one transaction. Until it commits
 * everybody reads the former data; writes of ratings wait for it.
 */
export async function swapIn(
  store: Store,
  {
    source,
    kind,
    personName,
  }: { readonly source: string; readonly kind: UserKind; readonly personName: string },
): Promise<CarriedOver> {
  const carried = await store.transaction(async (inner) => {
    await inner.rows(
      'LOCK TABLE users, movies, ratings, watchlist, hidden, preferences IN SHARE ROW EXCLUSIVE MODE',
    );
    const accounts = await carryOver(inner);
    await countRatings(inner, 'staging.ratings');
    // From here on readers of ratings wait too, so that nothing slow may follow.
    await inner.rows('DROP TABLE ratings');
    await replaceMovies(inner);
    await replacePeople(inner, { source, kind, personName });
    await inner.rows('INSERT INTO watchlist (user_id, movie_id, added_at) SELECT * FROM staging.watchlist');
    await attachRatings(inner);
    await applyCounts(inner);
    return accounts;
  });
  // Checked after the commit, because a check of millions of rows takes seconds and needs no strong lock.
  await store.rows('ALTER TABLE ratings VALIDATE CONSTRAINT ratings_user_fkey');
  await store.rows('ALTER TABLE ratings VALIDATE CONSTRAINT ratings_movie_fkey');
  await store.rows('DROP SCHEMA staging CASCADE');
  await store.rows('ANALYZE ratings, movies, users');
  return carried;
}

async function replaceMovies(store: Store): Promise<void> {
  await store.rows(`DELETE FROM movies m
    WHERE NOT EXISTS (SELECT FROM staging.movies s WHERE s.id = m.id AND s.source = m.source)`);
  const columns = ['id', 'source', 'title', 'aliases', 'folded_titles', ...GIVEN_TEXTS, ...GIVEN_LISTS];
  const sets = [
    ...['title', 'aliases', 'folded_titles'].map((c) => `${c} = excluded.${c}`),
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

/** The staged table becomes the live one, with the constraints of the first migration. */
async function attachRatings(store: Store): Promise<void> {
  await store.rows(`ALTER TABLE staging.ratings
    ADD CONSTRAINT ratings_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID,
    ADD CONSTRAINT ratings_movie_fkey FOREIGN KEY (movie_id) REFERENCES movies (id) ON DELETE CASCADE NOT VALID`);
  await store.rows('ALTER TABLE staging.ratings SET SCHEMA public');
}
