import { createServer, connect } from 'node:net';
import type { Server, Socket } from 'node:net';
import { once } from 'node:events';
import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#database';
import { aFilm, anAccount } from '#testing/factories';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

let own: ThrowAwayDatabase;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
});
afterAll(async () => {
  await own.drop();
});

describe('while Postgres is away', () => {
  it('the database opens, every call says so, and works again when the server is back', async () => {
    const line = await aLineTo(new URL(own.url));
    await line.cut();
    const database = await openDatabase({ url: line.url, poolSize: 2 });
    try {
      await expect(database.movies.count()).rejects.toMatchObject({ code: 'database-unavailable' });
      await expect(database.ratings.put(1, [{ movieId: 1, rating: 3 }])).rejects.toMatchObject({
        code: 'database-unavailable',
        retryAfterSeconds: expect.any(Number) as number,
      });
      await line.mend();
      expect(await database.movies.count()).toBe(0);

      await line.cut();
      await expect(database.ping()).rejects.toMatchObject({ code: 'database-unavailable' });
      await expect(database.ratings.columns()).rejects.toMatchObject({ code: 'database-unavailable' });
      await expect(database.transaction(async ({ movies }) => await movies.count())).rejects.toMatchObject({
        code: 'database-unavailable',
      });
      await line.mend();
      await database.ping();
      expect((await database.ratings.columns()).users).toHaveLength(0);
    } finally {
      await database.close();
      await line.cut();
    }
  });
});

describe('when Postgres answers no more', () => {
  it('calls end by the time limit, and work again when it does', async () => {
    const line = await aLineTo(new URL(own.url));
    const database = await openDatabase({ url: line.url, poolSize: 2, queryTimeoutMs: 500 });
    try {
      await database.ping();
      line.freeze();
      const start = performance.now();
      const calls = [1, 2, 3].map(() => database.movies.count());
      const outcomes = await Promise.allSettled(calls);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ reason: { code: 'database-unavailable' } });
      expect(performance.now() - start).toBeLessThan(8000);
      line.thaw();
      await expect
        .poll(async () => await database.ping().then(() => 'well', String), { timeout: 8000 })
        .toBe('well');
    } finally {
      await database.close();
      await line.cut();
    }
  });
});

describe('a transaction', () => {
  it('keeps all or nothing, over several repositories', async () => {
    const { database } = own;
    const { id } = await anAccount(database);
    const film = await aFilm(database, { title: 'Heat' });
    const failure = new Error('no');
    await expect(
      database.transaction(async ({ ratings, watchlist }) => {
        await ratings.put(id, [{ movieId: film, rating: 4 }]);
        await watchlist.add(id, film);
        throw failure;
      }),
    ).rejects.toBe(failure);
    expect(await database.ratings.countOf(id)).toBe(0);
    expect(await database.watchlist.idsOf(id)).toEqual([]);
    expect(await database.movies.byId(film)).toMatchObject({ ratingCount: 0 });
  });

  it('gives its connection back, also after many that failed', async () => {
    const database = await openDatabase({ url: own.url, poolSize: 2 });
    try {
      const all = Array.from({ length: 20 }, () =>
        database.transaction(async ({ movies }) => {
          await movies.count();
          throw new Error('no');
        }),
      );
      expect((await Promise.allSettled(all)).every(({ status }) => status === 'rejected')).toBe(true);
      await database.ping();
    } finally {
      await database.close();
    }
  });
});

describe('migrations', () => {
  it('run once when several processes start at once', async () => {
    const fresh = await throwAwayDatabase(testServices().databaseUrl, { migrated: false });
    const others = await Promise.all([1, 2, 3].map(() => openDatabase({ url: fresh.url, poolSize: 2 })));
    try {
      const ran = await Promise.all(others.map((database) => database.migrate()));
      expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
      expect(await fresh.database.movies.count()).toBe(0);
    } finally {
      await Promise.all(others.map((database) => database.close()));
      await fresh.drop();
    }
  });
});

interface Line {
  readonly url: string;
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
  /** Answers wait until `thaw`. */
  readonly freeze: () => void;
  readonly thaw: () => void;
}

/** A way to the server that can be cut, as when the server dies, or frozen, as when it hangs. */
async function aLineTo(target: URL): Promise<Line> {
  const open = new Set<Socket>();
  const answers = new Set<Socket>();
  let frozen = false;
  let server: Server | undefined;
  let port = 0;
  const mend = async (): Promise<void> => {
    server = createServer((socket) => {
      const onward = connect(Number(target.port || 5432), target.hostname);
      for (const end of [socket, onward]) {
        open.add(end);
        end.on('error', () => undefined);
        end.on('close', () => {
          open.delete(end);
        });
      }
      socket.pipe(onward).pipe(socket);
      answers.add(onward);
      if (frozen) onward.pause();
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address !== null && typeof address === 'object') ({ port } = address);
  };
  const cut = async (): Promise<void> => {
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    server = undefined;
    await closed;
  };
  await mend();
  const url = new URL(target);
  url.host = `127.0.0.1:${String(port)}`;
  const freeze = (): void => {
    frozen = true;
    for (const answer of answers) answer.pause();
  };
  const thaw = (): void => {
    frozen = false;
    for (const answer of answers) answer.resume();
  };
  return { url: url.href, cut, mend, freeze, thaw };
}
