import { parseEnvironment } from '@marquee/contract/environment';
import type { Database } from '@marquee/data/database';
import { connectElastic } from '@marquee/elastic/elastic';
import type { Embedder } from '@marquee/recommender/embedder';
import { Redis } from 'ioredis';
import type { Connections } from '#connections';

export interface TestConnectionsOptions {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly elasticUrl: string;
  /** Prefix of the indices. */
  readonly prefix: string;
  readonly embedder: Embedder;
  /** Folder for what jobs write. */
  readonly dataFolder: string;
}

/** For tests: the connections of a job, with an embedder that needs no model. */
export function testConnections(options: TestConnectionsOptions): Connections {
  const { database, embedder } = options;
  const environment = parseEnvironment({
    DATABASE_URL: options.databaseUrl,
    REDIS_URL: options.redisUrl,
    ELASTICSEARCH_URL: options.elasticUrl,
    ELASTICSEARCH_PREFIX: options.prefix,
    MARQUEE_DATA: options.dataFolder,
  });
  const elastic = connectElastic({
    url: options.elasticUrl,
    prefix: options.prefix,
    timeoutMs: 60_000,
    noticesDeath: false,
  });
  const redis = new Redis(options.redisUrl, { lazyConnect: true, maxRetriesPerRequest: 1 });
  redis.on('error', () => undefined);
  return {
    environment,
    database,
    elastic,
    embedder,
    redis,
    close: async () => {
      redis.disconnect();
      await elastic.close();
    },
  };
}
