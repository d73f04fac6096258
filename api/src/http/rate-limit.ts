import { ProblemError } from '@marquee/contract/problem';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { Batches } from '#http/batches';
import { Tallies } from '#http/tallies';

export interface Limit {
  readonly name: string;
  /** Points within the window. */
  readonly points: number;
  readonly windowSeconds: number;
  /** Whether who has used little of it may go on while the count is under way (see Tallies). */
  readonly goesAhead?: boolean;
}

/** Requests in general, by address. */
export const requests = (perMinute: number): Limit => ({
  name: 'requests',
  points: perMinute,
  windowSeconds: 60,
  goesAhead: true,
});
/** Attempts to log in, by address and by account. */
export const LOGINS_BY_ADDRESS: Limit = { name: 'logins-address', points: 100, windowSeconds: 15 * 60 };
export const LOGINS_BY_ACCOUNT: Limit = { name: 'logins-account', points: 10, windowSeconds: 15 * 60 };
export const REGISTRATIONS: Limit = { name: 'registrations', points: 100, windowSeconds: 60 * 60 };
export const REFRESHES: Limit = { name: 'refreshes', points: 120, windowSeconds: 60 };

interface Waiting {
  readonly limit: Limit;
  readonly key: string;
  readonly points: number;
  readonly allow: () => void;
  readonly refuse: (problem: unknown) => void;
}

/**
 * Counts in Redis, so that a limit holds over several API processes; in memory while Redis is away. What one key takes
 * together (see Batches) is counted by one command, and allowed in order as far as the allowance goes.
 */
export class RateLimits {
  private readonly limiters = new Map<string, RateLimiterRedis>();
  private readonly tallies = new Tallies();
  /** Of those who went ahead. */
  private readonly later: Waiting[] = [];
  private readonly batches = new Batches<Waiting>(async (waiting) => {
    const groups = Map.groupBy(waiting, nameOf);
    await Promise.all(groups.values().map((group) => this.settle(group)));
  });
  private readonly redis: Redis;

  constructor(redis: Redis) {
    this.redis = redis;
  }

  /**
   * Takes points from a key's allowance.
   * @throws ProblemError `too-many-requests` with the seconds to wait.
   */
  async take(limit: Limit, key: string, points = 1): Promise<void> {
    if (limit.goesAhead === true) {
      const now = performance.now();
      if (this.tallies.begin(nameOf({ limit, key }), { points, allowance: limit.points, now })) {
        this.countLater({ limit, key, points, allow: nothing, refuse: nothing });
        return;
      }
    }
    this.countNow();
    await new Promise<void>((allow, refuse) => this.batches.add({ limit, key, points, allow, refuse }));
  }

  /** What the request itself asks other services for goes out first. */
  private countLater(waiting: Waiting): void {
    if (this.later.push(waiting) === 1) setImmediate(() => this.countNow());
  }

  /** Who has to wait for a count is counted after those who went ahead. */
  private countNow(): void {
    for (const waiting of this.later.splice(0)) this.batches.add(waiting);
  }

  private async settle(group: readonly Waiting[]): Promise<void> {
    const { limit, key } = group[0]!;
    const wanted = group.reduce((sum, { points }) => sum + points, 0);
    const counted = await this.limiter(limit)
      .consume(key, wanted)
      .catch((thrown: unknown) => thrown);
    if (limit.goesAhead === true) {
      const used = counted instanceof RateLimiterRes ? counted.consumedPoints : null;
      this.tallies.end(nameOf({ limit, key }), { points: wanted, used, now: performance.now() });
    }
    let taken = counted instanceof RateLimiterRes ? counted.consumedPoints - wanted : 0;
    for (const { points, allow, refuse } of group) {
      taken += points;
      if (!(counted instanceof RateLimiterRes)) refuse(counted);
      else if (taken <= limit.points) allow();
      else refuse(tooMany(counted.msBeforeNext));
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

const nothing = (): void => undefined;

const nameOf = ({ limit, key }: Pick<Waiting, 'limit' | 'key'>): string => `${limit.name} ${key}`;

function tooMany(milliseconds: number): ProblemError {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return new ProblemError('too-many-requests', `Wait ${String(seconds)} seconds and try again.`, {
    retryAfterSeconds: seconds,
  });
}
