import { setTimeout as wait } from 'node:timers/promises';
import { parseEnvironment } from '@marquee/contract/environment';
import { openDatabase } from '@marquee/data/database';
import { fakeEmbedder } from '@marquee/recommender/embedder-fake';
import { runJob } from '#run-job';
import { testConnections } from '#testing/test-connections';
import { JobWorkers } from '#worker';

/** For tests: a worker process that embeds so slowly that it can be killed in the middle: `node slow-worker.ts PREFIX MS`. */
const [prefix = '', pause = '0'] = process.argv.slice(2);
const environment = parseEnvironment();
const database = await openDatabase({ url: environment.DATABASE_URL });
const fake = fakeEmbedder();
const connections = testConnections({
  database,
  databaseUrl: environment.DATABASE_URL,
  redisUrl: environment.REDIS_URL,
  elasticUrl: environment.ELASTICSEARCH_URL,
  prefix: environment.ELASTICSEARCH_PREFIX,
  dataFolder: environment.MARQUEE_DATA,
  embedder: {
    ...fake,
    embed: async (texts, options) => {
      await wait(Number(pause), undefined, { signal: options?.signal });
      return await fake.embed(texts, options);
    },
  },
});
const log = { info: () => undefined, warn: () => undefined };
const workers = new JobWorkers({
  redisUrl: environment.REDIS_URL,
  database,
  log,
  prefix,
  run: (job, watch) => runJob(connections, job, watch),
});
process.on('SIGTERM', async () => {
  await workers.close();
  process.exit(0);
});
await workers.start();
process.send?.('ready');
