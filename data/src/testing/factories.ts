import type { ModelRun } from '@marquee/contract/admin';
import type { Database } from '#database';
import type { User } from '#entities/user.entity';
import { foldTitles } from '#folding';

let running = 0;

/** A person with an account; everybody has an email of their own. */
export async function anAccount(
  database: Database,
  name = 'Ada',
  role: 'user' | 'admin' = 'user',
): Promise<User> {
  running += 1;
  const email = `${name.toLowerCase()}.${String(running)}@example.org`;
  return (await database.users.create({ email, name, passwordHash: 'a hash', role }))!;
}

/** A film as an import would have left it. @returns its id. */
export async function aFilm(
  database: Database,
  film: {
    readonly title: string;
    readonly year?: number;
    readonly imdbId?: string;
    readonly tmdbId?: number;
    readonly genres?: readonly string[];
  },
): Promise<number> {
  running += 1;
  const id = 1_000 + running;
  await database.store.rows(
    `INSERT INTO movies (id, source, title, folded_titles, year, imdb_id, tmdb_id, genres)
     VALUES ($1, 'demo', $2, $3, $4, $5, $6, $7)`,
    [
      id, film.title, foldTitles([film.title]), film.year ?? 1999, film.imdbId ?? null, film.tmdbId ?? null,
      film.genres ?? [],
    ], // prettier-ignore
  );
  return id;
}

/** A training that ended well. */
export function aModelRun(version: string, changes: Partial<ModelRun> = {}): ModelRun {
  return {
    version,
    state: 'candidate',
    createdAt: `2026-01-01T00:00:${String(Number(/\d+$/.exec(version)?.[0] ?? 0)).padStart(2, '0')}.000Z`,
    durationSeconds: 12.5,
    bytes: 3_000_000_000,
    seed: 1,
    requestedBy: null,
    reason: 'nightly',
    data: { ratings: 100, users: 10, movies: 50, fingerprint: 'abc' },
    hyperparameters: { als: { factors: 64 } },
    metrics: { als: { 'ndcg@10': { value: 0.3, low: 0.28, high: 0.32 } } },
    gate: null,
    peakMemoryBytes: 5_000_000_000,
    curves: { als: [0.5, 0.4], rating: [0.9, 0.8] },
    overlap: { against: 'v0', people: 20, strategies: { stacked: { value: 0.7, low: 0.6, high: 0.8 } } },
    ...changes,
  };
}
