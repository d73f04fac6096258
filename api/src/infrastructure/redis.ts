import { Redis } from 'ioredis';

/**
 * A connection for caches and counters: a command fails at once while Redis is away (callers go on without it), and the
 * connection comes back by itself.
 */
export function connectRedis(url: string, onError: (error: Error) => void): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 500,
    connectTimeout: 1000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
    lazyConnect: true,
  });
  let reported = false;
  redis.on('error', (error: Error) => {
    if (!reported) onError(error);
    reported = true;
  });
  redis.on('ready', () => {
    reported = false;
  });
  // The first attempt may fail; ioredis goes on trying.
  redis.connect().catch(() => undefined);
  return redis;
}
