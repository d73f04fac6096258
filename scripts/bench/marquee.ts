import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment, parseEnvironment } from '@marquee/contract/environment';
import type { Environment } from '@marquee/contract/environment';
import { CACHE } from '../cache-folder.ts';
import { isFree } from '../services/ports.ts';
import { readSecrets } from '../services/secrets.ts';
import { ROOT } from '../test/command.ts';
import { startProduct } from '../test/product.ts';
import { runningVariables } from '../variables.ts';
import { leftover } from './leftovers.ts';
import type { Target } from './target.ts';

const DATA = join(ROOT, '.marquee-bench');
/** Measuring writes much, which has no place in a database that somebody uses. */
const OWN = { DATABASE_URL: undefined, REDIS_URL: undefined, ELASTICSEARCH_URL: undefined };
/** Never reached, and counted all the same. */
const REQUESTS_PER_MINUTE = '100000000';
const FIRST_PORT = 3200;

/** Works with the Marquee that runs on MARQUEE_DATA, or with one that is started for it and kept in .marquee-bench. */
export async function withMarquee<Result>(work: (target: Target) => Promise<Result>): Promise<Result> {
  const environment = parseEnvironment();
  if (runningVariables(environment.MARQUEE_DATA) !== undefined) return await work(targetOf(environment));
  mkdirSync(DATA, { recursive: true });
  const [port, apiPort] = [await freePort(FIRST_PORT), await freePort(FIRST_PORT + 1)];
  const admin = {
    ADMIN_EMAIL: 'admin@marquee.local',
    // The same at every start, as the account is made at the first.
    ADMIN_PASSWORD: createHash('sha256').update(readSecrets(DATA).jwtSecret).digest('hex'),
  };
  const product = await startProduct({
    data: DATA,
    cache: CACHE,
    port,
    apiPort,
    environment: { ...OWN, ...admin, REQUESTS_PER_MINUTE },
  });
  const stop = leftover(product.stop);
  try {
    const own = parseEnvironment(childEnvironment({ ...admin, ...runningVariables(DATA) }));
    return await work(targetOf(own));
  } finally {
    await stop();
  }
}

const targetOf = (environment: Environment): Target => ({
  api: `http://127.0.0.1:${String(environment.API_PORT)}`,
  web: `http://127.0.0.1:${String(environment.PORT)}`,
  environment,
});

async function freePort(from: number): Promise<number> {
  for (let port = from; ; port += 2) if (await isFree(port)) return port;
}
