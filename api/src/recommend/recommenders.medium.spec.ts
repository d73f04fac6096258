import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { redisDatabase } from '@marquee/contract/testing/test-services';
import { parseEnvironment } from '@marquee/contract/environment';
import { liveChannel } from '@marquee/contract/jobs';
import type { Database } from '@marquee/data/database';
import { Redis } from 'ioredis';
import { afterAll, expect, it } from 'vitest';
import { Metrics } from '#health/metrics';
import type { Catalogue } from '#recommend/catalogue';
import { Recommenders } from '#recommend/recommenders';

/** Of its own, by which its connections are told from those of other tests. */
const DB = 8;
const REDIS_URL = redisDatabase(DB);

const redis = new Redis(REDIS_URL);
afterAll(() => {
  redis.disconnect();
});

/** Counts how often it reads the films. */
function reading(redisUrl: string): { readonly recommenders: Recommenders; readonly readings: () => number } {
  let readings = 0;
  const catalogue = { size: 1, load: () => Promise.resolve(void readings++) };
  const database = { modelRuns: { live: () => Promise.resolve(undefined) } };
  const recommenders = new Recommenders(
    parseEnvironment({ JWT_SECRET: 'x'.repeat(32), REDIS_URL: redisUrl }),
    database as unknown as Database,
    catalogue as unknown as Catalogue,
    new Metrics(),
  );
  return { recommenders, readings: () => readings };
}

const subscribers = async (): Promise<string[]> =>
  ((await redis.client('LIST')) as string)
    .split('\n')
    .filter((line) => line.includes(` db=${String(DB)} `) && line.includes(' sub=1 '))
    .map((line) => /^id=(\d+)/.exec(line)![1]!);

it('reads the films again when it was cut off from what is announced', async () => {
  const { recommenders, readings } = reading(REDIS_URL);
  try {
    await recommenders.onModuleInit();
    await expect.poll(subscribers).toHaveLength(1);
    await recommenders.look();
    expect(readings()).toBe(1);
    const [id] = await subscribers();
    await redis.client('KILL', 'ID', id!);
    await expect.poll(async () => (await subscribers()).filter((other) => other !== id)).toHaveLength(1);
    await recommenders.look();
    expect(readings()).toBe(2);
  } finally {
    recommenders.onApplicationShutdown();
    await expect.poll(subscribers).toEqual([]);
  }
});

it('hears of a new index in its own database of Redis, and of none in another', async () => {
  const { recommenders, readings } = reading(REDIS_URL);
  const other = DB + 7;
  const announce = (database: number) =>
    redis.publish(liveChannel(database), JSON.stringify({ kind: 'index', version: 'new' }));
  try {
    await recommenders.onModuleInit();
    await expect.poll(subscribers).toHaveLength(1);
    expect(await announce(other)).toBe(0);
    expect(readings()).toBe(1);
    expect(await announce(DB)).toBe(1);
    await expect.poll(readings).toBe(2);
  } finally {
    recommenders.onApplicationShutdown();
    await expect.poll(subscribers).toEqual([]);
  }
});

it('reads the films again once Redis is there that was away at the start', async () => {
  const real = new URL(REDIS_URL);
  let isAway = true;
  let refused = 0;
  const way = createServer((socket) => {
    if (isAway) {
      refused += 1;
      socket.destroy();
      return;
    }
    const onward = connect(Number(real.port), real.hostname);
    for (const one of [socket, onward]) one.on('error', () => undefined);
    socket.pipe(onward).pipe(socket);
  });
  await once(way.listen(0, '127.0.0.1'), 'listening');
  const { port } = way.address() as AddressInfo;
  const { recommenders, readings } = reading(
    Object.assign(new URL(REDIS_URL), { hostname: '127.0.0.1', port: String(port) }).href,
  );
  try {
    await recommenders.onModuleInit();
    await recommenders.look();
    expect(readings()).toBe(1);
    await expect.poll(() => refused).toBeGreaterThan(0);
    isAway = false;
    await expect.poll(subscribers, { timeout: 10_000 }).toHaveLength(1);
    await recommenders.look();
    expect(readings()).toBe(2);
  } finally {
    recommenders.onApplicationShutdown();
    way.close();
  }
});
