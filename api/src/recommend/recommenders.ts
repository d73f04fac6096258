import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Environment } from '@marquee/contract/environment';
import { liveChannel } from '@marquee/contract/jobs';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import { readModelFile } from '@marquee/recommender/model-file';
import { loadModels } from '@marquee/recommender/recommender';
import type { Recommender } from '@marquee/recommender/recommender';
import { Redis } from 'ioredis';
import { Metrics } from '#health/metrics';
import { DATABASE, ENVIRONMENT } from '#infrastructure/tokens';
import { Catalogue } from '#recommend/catalogue';
import { OneLook } from '#recommend/one-look';

export interface LiveModel {
  readonly version: string;
  readonly recommender: Recommender;
}

/** Without Redis a new model is noticed this late; a new index as soon as Redis is back. */
const LOOK_EVERY_MS = 5_000;

/**
 * The live model, swapped by one assignment: a request takes it once and works with it to the end, so that none fails
 * and none mixes two. Told of a new one through Redis, and looks for itself besides.
 */
@Injectable()
export class Recommenders implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Recommenders');
  private readonly subscriber: Redis;
  private current: LiveModel | null = null;
  private timer: NodeJS.Timeout | undefined;
  private readonly looking = new OneLook(() => this.takeUp());
  private wantsCatalogue = true;

  constructor(
    @Inject(ENVIRONMENT) environment: Environment,
    @Inject(DATABASE) private readonly database: Database,
    private readonly catalogue: Catalogue,
    private readonly metrics: Metrics,
  ) {
    this.subscriber = new Redis(environment.REDIS_URL, {
      lazyConnect: true,
      maxRetriesPerRequest: null,
      retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
    });
    this.subscriber.on('error', () => undefined);
  }

  async onModuleInit(): Promise<void> {
    this.subscriber.on('message', (_channel, text) => {
      if (text.includes('"index"')) this.wantsCatalogue = true;
      void this.look();
    });
    let wasCutOff = false;
    // Also when the first attempt to connect fails.
    this.subscriber.on('close', () => (wasCutOff = true));
    this.subscriber.on('ready', () => {
      // What was announced while the connection was away is lost.
      if (wasCutOff) this.wantsCatalogue = true;
    });
    this.subscriber.connect().catch(() => undefined);
    this.subscriber.subscribe(liveChannel(this.subscriber.options.db)).catch(() => undefined);
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    await this.look();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.subscriber.disconnect();
  }

  /** The live model, or null before the first training. */
  live(): LiveModel | null {
    return this.current;
  }

  get version(): string | null {
    return this.current?.version ?? null;
  }

  /** Names everything that an answer is made from, besides the person: the live model and the films. */
  get answersVersion(): string {
    return `${this.version ?? 'none'}.${this.catalogue.version}`;
  }

  /** A model that need not be live. @throws ProblemError `not-found` when its file is gone. */
  async load(version: string): Promise<Recommender> {
    if (version === this.current?.version) return this.current.recommender;
    const bytes = await this.database.modelFiles.get(version);
    if (bytes === undefined)
      throw new ProblemError('not-found', `The file of model ${version} is not kept any more.`);
    return loadModels(readModelFile(bytes));
  }

  /** Takes up what is live now. */
  async look(): Promise<void> {
    await this.looking.ask();
  }

  private async takeUp(): Promise<void> {
    try {
      if (this.wantsCatalogue || this.catalogue.size === 0) await this.takeUpCatalogue();
      const run = await this.database.modelRuns.live();
      if (run === undefined || run.version === this.current?.version) return;
      const recommender = await this.load(run.version);
      this.current = { version: run.version, recommender };
      this.metrics.liveModel(run);
      this.logger.log(`model ${run.version} is live`);
    } catch (error) {
      // The former model goes on; the next look tries again.
      this.logger.warn(
        `could not take up the live model: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  private async takeUpCatalogue(): Promise<void> {
    // Before the films are read: what is announced meanwhile is not in them for sure.
    this.wantsCatalogue = false;
    try {
      await this.catalogue.load();
    } catch (error) {
      this.wantsCatalogue = true;
      throw error;
    }
  }
}
