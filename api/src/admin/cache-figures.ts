import { Inject, Injectable } from '@nestjs/common';
import type { cachesSchema } from '@marquee/contract/admin';
import { JOB_QUEUES } from '@marquee/contract/jobs';
import type { Redis } from 'ioredis';
import type { z } from 'zod';
import { Metrics } from '#health/metrics';
import { REDIS } from '#infrastructure/tokens';

type Figures = z.infer<typeof cachesSchema>;

const SCAN_STEP = 1000;
/** Keys looked at, at most: a look takes some ten milliseconds, in steps between which Redis answers others. */
const MOST_SCANNED = 100_000;

/** What lies in Redis, and how often it helps. */
@Injectable()
export class CacheFigures {
  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    private readonly metrics: Metrics,
  ) {}

  async get(): Promise<Figures> {
    const answers = await this.metrics.cacheLookups();
    try {
      const [keys, memory, stats, kinds] = await Promise.all([
        this.redis.dbsize(),
        this.redis.info('memory'),
        this.redis.info('stats'),
        this.kinds(),
      ]);
      const [hits, misses] = [figure(stats, 'keyspace_hits'), figure(stats, 'keyspace_misses')];
      return {
        up: true,
        keys,
        memoryBytes: figure(memory, 'used_memory'),
        hits,
        misses,
        hitRate: hits + misses === 0 ? null : hits / (hits + misses),
        answers,
        kinds,
      };
    } catch {
      return { up: false, keys: 0, memoryBytes: 0, hits: 0, misses: 0, hitRate: null, answers, kinds: [] };
    }
  }

  private async kinds(): Promise<Figures['kinds']> {
    const counts = new Map<string, number>();
    let [cursor, scanned] = ['0', 0];
    do {
      const [next, keys] = await this.redis.scan(cursor, 'COUNT', SCAN_STEP);
      for (const key of keys) counts.set(kindOf(key), (counts.get(kindOf(key)) ?? 0) + 1);
      [cursor, scanned] = [next, scanned + keys.length];
    } while (cursor !== '0' && scanned < MOST_SCANNED);
    return [...counts].map(([name, keys]) => ({ name, keys })).sort((a, b) => b.keys - a.keys);
  }
}

/** `answer:7:12:…` → answer; a queue of jobs by its name. */
function kindOf(key: string): string {
  const [head = '', next = ''] = key.split(':');
  return head === JOB_QUEUES.prefix ? next || head : head;
}

/** Turns `used_memory:1024` out of Redis' INFO into 1024. */
const figure = (info: string, name: string): number =>
  Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
