import { setTimeout as wait } from 'node:timers/promises';
import { parseEnvironment } from '@marquee/contract/environment';
import { openDatabase } from '@marquee/data/database';
import { fakeEmbedder } from '@marquee/recommender/embedder-fake';
import { runJob } from '#run-job';
import { testConnections } from '#testing/test-connections';
import { JobWorkers } from '#worker';

/**
 * For tests: a worker process that tells its parent how far each job is, so that it can be killed in the middle, and
 * embeds slowly: `node watched-worker.ts PREFIX MS`.
 */
const [prefix = '', pause = '0'] = process.argv.slice(2);
const environment = parseEnvironment();
const database = await openDatabase({ url: environment.DATABASE_URL, poolSize: 4 });
const fake = fakeEmbedder();
const connections = {
  ...testConnections({
    database,
    databaseUrl: environment.DATABASE_URL,
    redisUrl: environment.REDIS_URL,
    elasticUrl: environment.ELASTICSEARCH_URL,
    prefix: environment.ELASTICSEARCH_PREFIX,
    dataFolder: environment.MARQUEE_DATA,
    embedder: {
      ...fake,
      embed: async (...[texts, options]: Parameters<typeof fake.embed>) => {
        await wait(Number(pause), undefined, { signal: options?.signal });
        return await fake.embed(texts, options);
      },
    },
  }),
  environment,
};
const workers = new JobWorkers({
  redisUrl: environment.REDIS_URL,
  database,
  log: { info: () => undefined, warn: () => undefined },
  prefix,
  // A killed worker is noticed in seconds; twice the time that a busy machine may hold up a renewal.
  lockMs: 4000,
  stalledLookMs: 1000,
  run: (job, watch) =>
    runJob(connections, job, {
      ...watch,
      progress: (share, step) => {
        process.send?.({ name: job.name, share });
        watch.progress(share, step);
      },
    }),
});
process.on('disconnect', () => process.exit(1));
await workers.start();
process.send?.('ready');
