import { ProblemError } from '@marquee/contract/problem';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

export interface Limit {
  readonly name: string;
  /** Points within the window. */
  readonly points: number;
  readonly windowSeconds: number;
}

/** Requests in general, by address. */
export const requests = (perMinute: number): Limit => ({
  name: 'requests',
  points: perMinute,
  windowSeconds: 60,
});
/** Attempts to log in, by address and by account. */
export const LOGINS_BY_ADDRESS: Limit = { name: 'logins-address', points: 100, windowSeconds: 15 * 60 };
export const LOGINS_BY_ACCOUNT: Limit = { name: 'logins-account', points: 10, windowSeconds: 15 * 60 };
export const REGISTRATIONS: Limit = { name: 'registrations', points: 100, windowSeconds: 60 * 60 };
export const REFRESHES: Limit = { name: 'refreshes', points: 120, windowSeconds: 60 };

/** Counts in Redis, so that a limit holds over several API processes; in memory while Redis is away. */
export class RateLimits {
  private readonly limiters = new Map<string, RateLimiterRedis>();
  private readonly redis: Redis;

  constructor(redis: Redis) {
    this.redis = redis;
  }

  /**
   * Takes points from a key's allowance.
   * @throws ProblemError `too-many-requests` with the seconds to wait.
   */
  async take(limit: Limit, key: string, points = 1): Promise<void> {
    try {
      await this.limiter(limit).consume(key, points);
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      const seconds = Math.max(1, Math.ceil(thrown.msBeforeNext / 1000));
      throw new ProblemError('too-many-requests', `Wait ${String(seconds)} seconds and try again.`, {
        retryAfterSeconds: seconds,
      });
    }
  }

  /** Gives a key its whole allowance back, as after a right password. */
  async forget(limit: Limit, key: string): Promise<void> {
    await this.limiter(limit)
      .delete(key)
      .catch(() => false);
  }

  private limiter(limit: Limit): RateLimiterRedis {
    let limiter = this.limiters.get(limit.name);
    if (limiter === undefined) {
      const options = {
        points: limit.points,
        duration: limit.windowSeconds,
        keyPrefix: `limit:${limit.name}`,
      };
      limiter = new RateLimiterRedis({
        ...options,
        storeClient: this.redis,
        rejectIfRedisNotReady: true,
        insuranceLimiter: new RateLimiterMemory(options),
      });
      this.limiters.set(limit.name, limiter);
    }
    return limiter;
  }
}
