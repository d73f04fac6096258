import { Injectable } from '@nestjs/common';
import type { ModelRun } from '@marquee/contract/admin';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The figures of this process for Prometheus. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  private readonly requests = new Histogram({
    name: 'marquee_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 5],
    registers: [this.registry],
  });

  private readonly cache = new Counter({
    name: 'marquee_cache_total',
    help: 'Look-ups in the cache of recommendations',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  private readonly degradations = new Counter({
    name: 'marquee_degraded_total',
    help: 'Answers that had to do without a part',
    labelNames: ['part'] as const,
    registers: [this.registry],
  });

  private readonly trainedAt = new Gauge({
    name: 'marquee_model_trained_timestamp_seconds',
    help: 'When the live model was trained',
    registers: [this.registry],
  });

  private readonly overlap = new Gauge({
    name: 'marquee_model_overlap',
    help: 'Share of 20 recommendations that the model before the live one had made by fold-in, for people who rated in between',
    labelNames: ['strategy'] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  request(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  cacheLookup(outcome: 'hit' | 'miss' | 'unavailable'): void {
    this.cache.inc({ outcome });
  }

  /** Look-ups of ready answers by their outcome since this process started. */
  async cacheLookups(): Promise<{ hits: number; misses: number; unavailable: number }> {
    const { values } = await this.cache.get();
    const of = (outcome: string) => values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0;
    return { hits: of('hit'), misses: of('miss'), unavailable: of('unavailable') };
  }

  degraded(part: string): void {
    this.degradations.inc({ part });
  }

  liveModel({ createdAt, overlap }: Pick<ModelRun, 'createdAt' | 'overlap'>): void {
    this.trainedAt.set(Date.parse(createdAt) / 1000);
    this.overlap.reset();
    for (const [strategy, { value }] of Object.entries(overlap?.strategies ?? {}))
      this.overlap.set({ strategy }, value);
  }

  async text(): Promise<string> {
    return await this.registry.metrics();
  }
}
