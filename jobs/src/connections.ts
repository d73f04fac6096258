import { join } from 'node:path';
import type { Environment } from '@marquee/contract/environment';
import { liveChannel } from '@marquee/contract/jobs';
import type { LiveMessage } from '@marquee/contract/jobs';
import { openDatabase } from '@marquee/data/database';
import type { Database } from '@marquee/data/database';
import { connectElastic } from '@marquee/elastic/elastic';
import type { Elastic } from '@marquee/elastic/elastic';
import type { Embedder } from '@marquee/recommender/embedder';
import { TransformersEmbedder } from '@marquee/recommender/embedder-transformers';
import { Redis } from 'ioredis';

/** Everything outside the process that jobs work with. */
export interface Connections {
  readonly environment: Environment;
  readonly database: Database;
  readonly elastic: Elastic;
  readonly embedder: Embedder;
  /** Connects with the first command; a command fails after a second while Redis is away. */
  readonly redis: Redis;
  readonly close: () => Promise<void>;
}

/** A job would rather wait for a busy server than start again. */
const ELASTIC_TIMEOUT_MS = 60_000;

/** Opens what a job needs; nothing is connected before its first use. */
export async function openConnections(environment: Environment): Promise<Connections> {
  const database = await openDatabase({ url: environment.DATABASE_URL, poolSize: 4 });
  const elastic = connectElastic({
    url: environment.ELASTICSEARCH_URL,
    prefix: environment.ELASTICSEARCH_PREFIX,
    timeoutMs: ELASTIC_TIMEOUT_MS,
    noticesDeath: false,
    shards: environment.ELASTICSEARCH_SHARDS,
    replicas: environment.ELASTICSEARCH_REPLICAS,
  });
  const embedder = new TransformersEmbedder({
    modelDir: environment.EMBEDDING_MODEL_DIR,
    cacheDir: join(environment.MARQUEE_DATA, 'models'),
    allowDownload: environment.EMBEDDING_DOWNLOAD,
  });
  const redis = new Redis(environment.REDIS_URL, {
    lazyConnect: true,
    connectTimeout: 1000,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => (attempt > 5 ? null : attempt * 100),
  });
  redis.on('error', () => undefined);
  return {
    environment,
    database,
    elastic,
    embedder,
    redis,
    close: async () => {
      redis.disconnect();
      await Promise.allSettled([embedder.close(), elastic.close(), database.close()]);
    },
  };
}

/** Tells every process of the API what is live now. Those that miss it find out by themselves. */
export async function announce(redis: Redis, message: LiveMessage): Promise<void> {
  await redis.publish(liveChannel(redis.options.db), JSON.stringify(message));
}
