import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#database';
import { aFilm, anAccount } from '#testing/factories';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

let own: ThrowAwayDatabase;
let database: Database;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  database = own.database;
});
afterAll(async () => {
  await own.drop();
});
beforeEach(async () => {
  await database.store.rows('TRUNCATE users, movies, ratings CASCADE');
});

describe('an account', () => {
  it('is one for each email, in whatever case it is written', async () => {
    const ada = await database.users.create({ email: ' Ada@Example.org ', name: 'Ada', passwordHash: 'x' });
    expect(ada).toMatchObject({ email: 'ada@example.org', kind: 'account', role: 'user', disabled: false });
    expect(
      await database.users.create({ email: 'ADA@example.ORG', name: 'Other', passwordHash: 'y' }),
    ).toBeNull();
    expect((await database.users.findByEmail('ADA@EXAMPLE.org'))?.id).toBe(ada!.id);
    expect((await database.users.findByPublicId(ada!.publicId))?.id).toBe(ada!.id);
    expect(await database.users.findByPublicId('no uuid')).toBeUndefined();
  });

  it('is opened once by two who ask at the same moment', async () => {
    const account = { email: 'ada@example.org', name: 'Ada', passwordHash: 'x' };
    const both = await Promise.all([database.users.create(account), database.users.create(account)]);
    expect(both.filter((user) => user === null)).toHaveLength(1);
  });

  it('changes what it is told to and nothing else', async () => {
    const ada = await anAccount(database);
    expect(await database.users.update(ada.id, { name: 'Augusta', role: 'admin' })).toEqual({
      ...ada,
      name: 'Augusta',
      role: 'admin',
    });
    expect(await database.users.update(-1, { name: 'Nobody' })).toBeUndefined();
  });

  it('is noted as seen at most once a minute', async () => {
    const { id } = await anAccount(database);
    const noon = new Date('2026-01-01T12:00:00Z');
    const seen = async () => (await database.users.findById(id))?.lastSeenAt;
    await database.users.touch(id, noon);
    await database.users.touch(id, new Date(noon.getTime() + 30_000));
    expect(await seen()).toEqual(noon);
    const later = new Date(noon.getTime() + 90_000);
    await database.users.touch(id, later);
    expect(await seen()).toEqual(later);
    expect(await database.users.activeSince(noon)).toEqual([id]);
    expect(await database.users.activeSince(new Date(later.getTime() + 1))).toEqual([]);
  });
});

describe('removing an account', () => {
  it('takes everything of the person along, counts it, and gives the films their statistics back', async () => {
    const [ada, ben] = [await anAccount(database), await anAccount(database, 'Ben')];
    const [heat, ronin] = [
      await aFilm(database, { title: 'Heat' }),
      await aFilm(database, { title: 'Ronin' }),
    ];
    await database.ratings.put(ada.id, [
      { movieId: heat, rating: 5 },
      { movieId: ronin, rating: 1 },
    ]);
    await database.ratings.put(ben.id, [{ movieId: heat, rating: 3 }]);
    await database.watchlist.add(ada.id, ronin);
    await database.hidden.add(ada.id, { scope: 'genre', value: 'Horror', until: null });
    await database.events.append(ada.id, [{ kind: 'click', movieId: heat }]);
    const expiresAt = new Date(Date.now() + 60_000);
    const family = await database.sessions.create({ userId: ada.id, tokenHash: 'first', expiresAt });
    await database.audit.add({ userId: ada.id, who: ada.email!, action: 'model.promote', subject: 'm1' });

    const removed = await database.users.remove(ada.id);

    expect(removed).toMatchObject({ ratings: 2, watchlist: 1, hidden: 1, events: 1, users: 1 });
    expect(await database.users.findById(ada.id)).toBeUndefined();
    expect((await database.sessions.standings([family])).size).toBe(0);
    expect(await database.movies.byId(heat)).toMatchObject({ ratingCount: 1, ratingMean: 3 });
    expect(await database.movies.byId(ronin)).toMatchObject({ ratingCount: 0, ratingMean: null });
    expect(JSON.stringify(await database.audit.list())).not.toContain(ada.email);
    expect(await database.users.remove(ada.id)).toEqual({});
  });

  it('leaves no row that names the person, whatever table it is in', async () => {
    const columns = await database.store.rows<{ table: string }>(
      `SELECT table_name AS table FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'user_id' ORDER BY 1`,
    );
    const cascades = await database.store.rows<{ table: string }>(
      `SELECT conrelid::regclass::text AS table FROM pg_constraint
       WHERE confrelid = 'users'::regclass AND confdeltype IN ('c', 'n') ORDER BY 1`,
    );
    // Ratings have no foreign key (see decision 3): removeUser deletes them by itself, as the test above shows.
    expect(columns.filter(({ table }) => table !== 'ratings')).toEqual(cascades);
  });
});

describe('the list of people', () => {
  it('shows accounts first, page by page, none twice and none left out', async () => {
    await database.store.rows(`INSERT INTO users (kind, source, external_id, name)
      SELECT 'generated', 'demo', n::text, 'Imaginary person ' || n FROM generate_series(1, 7) n`);
    for (const name of ['Ada', 'Ben', 'Cem', 'Dea']) await anAccount(database, name);
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await database.users.list({ limit: 3, cursor });
      expect(page.total).toBe(11);
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(names.slice(0, 4)).toEqual(['Ada', 'Ben', 'Cem', 'Dea']);
    expect(new Set(names).size).toBe(11);
    expect(await database.users.counts()).toEqual({ account: 4, imported: 0, generated: 7, admins: 0 });
  });

  it('finds by part of a name or an email, and takes wildcards as they stand', async () => {
    await anAccount(database, 'Ada');
    await anAccount(database, '100%');
    const found = async (q: string) =>
      (await database.users.list({ q, limit: 10 })).items.map(({ name }) => name);
    expect(await found('ADA')).toEqual(['Ada']);
    expect(await found('%')).toEqual(['100%']);
    await expect(database.users.list({ limit: 3, cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'invalid-cursor',
    });
  });
});
