import { redisDatabase } from '@marquee/contract/testing/test-services';
import { parseEnvironment } from '@marquee/contract/environment';
import type { Database } from '@marquee/data/database';
import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { Metrics } from '#health/metrics';
import type { Catalogue } from '#recommend/catalogue';
import { Recommenders } from '#recommend/recommenders';

/** Of its own, by which its connections are told from those of other tests. */
const DB = 8;
const REDIS_URL = redisDatabase(DB);

it('reads the films again when it was cut off from what is announced', async () => {
  let readings = 0;
  const catalogue = { size: 1, load: () => Promise.resolve(void readings++) };
  const database = { modelRuns: { live: () => Promise.resolve(undefined) } };
  const recommenders = new Recommenders(
    parseEnvironment({ JWT_SECRET: 'x'.repeat(32), REDIS_URL }),
    database as unknown as Database,
    catalogue as unknown as Catalogue,
    new Metrics(),
  );
  const redis = new Redis(REDIS_URL);
  const subscribers = async (): Promise<string[]> =>
    ((await redis.client('LIST')) as string)
      .split('\n')
      .filter((line) => line.includes(` db=${String(DB)} `) && line.includes(' sub=1 '))
      .map((line) => /^id=(\d+)/.exec(line)![1]!);
  try {
    await recommenders.onModuleInit();
    await expect.poll(subscribers).toHaveLength(1);
    await recommenders.look();
    expect(readings).toBe(1);
    const [id] = await subscribers();
    await redis.client('KILL', 'ID', id!);
    await expect.poll(async () => (await subscribers()).filter((other) => other !== id)).toHaveLength(1);
    await recommenders.look();
    expect(readings).toBe(2);
  } finally {
    recommenders.onApplicationShutdown();
    redis.disconnect();
  }
});
