import { EnvironmentError, parseEnvironment } from '@marquee/contract/environment';
import { openDatabase } from '@marquee/data/database';
import { pino } from 'pino';
import { JobWorkers } from '#worker';

/** The worker process: takes jobs out of the queues until SIGTERM or SIGINT, then gives back what it has not finished. */
const POOL = 4;
/** What the launcher waits before it kills. */
const END_WITHIN_MS = 8_000;

try {
  const environment = parseEnvironment();
  const log = pino({ level: environment.LOG_LEVEL, base: { process: 'jobs' } });
  const database = await openDatabase({ url: environment.DATABASE_URL, poolSize: POOL });
  const workers = new JobWorkers({ redisUrl: environment.REDIS_URL, database, log });

  let isEnding = false;
  const end = async (signal: string): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    log.info({ signal }, 'ending');
    setTimeout(() => process.exit(0), END_WITHIN_MS).unref();
    await workers.close();
    await database.close();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void end(signal));
  process.on('SIGINT', (signal) => void end(signal));

  await workers.start();
  log.info({ pid: process.pid }, 'ready');
} catch (error) {
  if (!(error instanceof EnvironmentError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
