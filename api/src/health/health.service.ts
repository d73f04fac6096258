import { Inject, Injectable } from '@nestjs/common';
import type { Ready } from '@marquee/contract/health';
import type { Database } from '@marquee/data/database';
import type { Elastic } from '@marquee/elastic/elastic';
import type { Redis } from 'ioredis';
import { Recommenders } from '#recommend/recommenders';
import { Embedding } from '#search/embedding';
import { DATABASE, ELASTIC, REDIS } from '#infrastructure/tokens';

type Dependency = Ready['dependencies'][string];

const PATIENCE_MS = 1000;

/** Asks every dependency at once, each for a second at most. */
@Injectable()
export class HealthService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(ELASTIC) private readonly elastic: Elastic,
    private readonly recommenders: Recommenders,
    private readonly embedding: Embedding,
  ) {}

  async ready(): Promise<Ready> {
    const [postgres, elasticsearch, redis] = await Promise.all([
      probe(() => this.database.ping()),
      probe(() => this.elastic.ping()),
      probe(() => this.redis.ping()),
    ]);
    const model: Dependency = {
      up: this.recommenders.version !== null,
      detail: this.recommenders.version ?? 'none trained yet',
    };
    const embedder: Dependency = this.embedding.status();
    const dependencies = { postgres, elasticsearch, redis, model, embedder };
    const all = Object.values(dependencies).every(({ up }) => up);
    const status = !postgres.up ? 'down' : all ? 'ready' : 'degraded';
    return { status, dependencies, version: '1' };
  }
}

async function probe(ask: () => Promise<unknown>): Promise<Dependency> {
  const started = performance.now();
  const timeout = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${String(PATIENCE_MS)} ms`)), PATIENCE_MS).unref();
  });
  try {
    await Promise.race([ask(), timeout]);
    return { up: true, detail: `${(performance.now() - started).toFixed(1)} ms` };
  } catch (error) {
    return { up: false, detail: error instanceof Error ? error.message : 'no answer' };
  }
}
