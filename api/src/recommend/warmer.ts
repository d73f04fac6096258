import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { WARM_LIST } from '@marquee/contract/jobs';
import { myRecommendationsQuerySchema } from '@marquee/contract/recommendation';
import type { Database } from '@marquee/data/database';
import type { Redis } from 'ioredis';
import { DATABASE, REDIS } from '#infrastructure/tokens';
import { HomeService } from '#recommend/home.service';
import { MyRecommendationsService } from '#recommend/my-recommendations.service';

const EVERY_MS = 200;
/** People taken at a look. */
const AT_ONCE = 5;
/** With a longer delay than this the API has better things to do. */
const BUSY_MS = 40;

/** Makes answers ready for the people whom the job `refresh-cache` names, while there is little else to do. */
@Injectable()
export class Warmer implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Warmer');
  private readonly delay = monitorEventLoopDelay({ resolution: 20 });
  private timer: NodeJS.Timeout | undefined;
  private working = false;

  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(DATABASE) private readonly database: Database,
    private readonly lists: MyRecommendationsService,
    private readonly home: HomeService,
  ) {}

  onModuleInit(): void {
    this.delay.enable();
    this.timer = setInterval(() => void this.look(), EVERY_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.delay.disable();
  }

  private async look(): Promise<void> {
    const busy = this.delay.percentile(90) / 1e6 > BUSY_MS;
    this.delay.reset();
    if (busy || this.working || this.redis.status !== 'ready') return;
    this.working = true;
    try {
      const ids = (await this.redis.lpop(WARM_LIST, AT_ONCE)) ?? [];
      for (const id of ids) await this.warm(Number(id));
    } catch (error) {
      this.logger.warn(
        `could not make answers ready: ${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      this.working = false;
    }
  }

  private async warm(userId: number): Promise<void> {
    const revision = await this.database.users.revisionOf(userId);
    if (revision === undefined) return;
    await this.lists.answer({ userId, revision }, myRecommendationsQuerySchema.parse({}));
    await this.home.answer({ userId, revision });
  }
}
