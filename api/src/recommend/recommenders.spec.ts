import { parseEnvironment } from '@marquee/contract/environment';
import type { Database } from '@marquee/data/database';
import { expect, it } from 'vitest';
import { Metrics } from '#health/metrics';
import type { Catalogue } from '#recommend/catalogue';
import { Recommenders } from '#recommend/recommenders';

it('reads the films again after a reading that failed', async () => {
  let readings = 0;
  const catalogue = {
    size: 1,
    load: () => (++readings === 1 ? Promise.reject(new Error('away')) : Promise.resolve()),
  };
  const database = { modelRuns: { live: () => Promise.resolve(undefined) } };
  const recommenders = new Recommenders(
    parseEnvironment({ JWT_SECRET: 'x'.repeat(32) }),
    database as unknown as Database,
    catalogue as unknown as Catalogue,
    new Metrics(),
  );
  for (let look = 0; look < 3; look++) await recommenders.look();
  expect(readings).toBe(2);
  recommenders.onApplicationShutdown();
});
