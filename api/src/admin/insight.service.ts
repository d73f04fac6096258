import { Inject, Injectable } from '@nestjs/common';
import type { overviewSchema, searchStatsSchema } from '@marquee/contract/admin';
import type { Database } from '@marquee/data/database';
import type { Elastic } from '@marquee/elastic/elastic';
import { movieIndex } from '@marquee/elastic/movie-index';
import type { z } from 'zod';
import { dataQuality } from '#admin/data-quality';
import type { DataQuality } from '#admin/data-quality';
import { HealthService } from '#health/health.service';
import { DATABASE, ELASTIC } from '#infrastructure/tokens';

type Overview = z.infer<typeof overviewSchema>;
type SearchStats = z.infer<typeof searchStatsSchema>;

/** Figures for the dashboard, gathered from where they are kept. */
@Injectable()
export class InsightService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ELASTIC) private readonly elastic: Elastic,
    private readonly health: HealthService,
  ) {}

  async overview(): Promise<Overview> {
    const [ready, users, movies, ratings, live, liveIndex] = await Promise.all([
      this.health.ready(),
      this.database.users.counts(),
      this.database.movies.count(),
      this.database.ratings.count(),
      this.database.modelRuns.live(),
      movieIndex(this.elastic)
        .liveVersion()
        .catch(() => null),
    ]);
    return {
      services: Object.entries(ready.dependencies).map(([name, state]) => ({ name, ...state })),
      counts: {
        movies,
        ratings,
        accounts: users.account,
        imported: users.imported,
        generated: users.generated,
        admins: users.admins,
      },
      liveModel: live?.version ?? null,
      liveIndex,
    };
  }

  async dataQuality(): Promise<DataQuality> {
    return await dataQuality(this.database);
  }

  async searchStats(days: number): Promise<SearchStats> {
    const { searchLog } = this.database;
    const [stats, perDay] = await Promise.all([searchLog.stats(days), searchLog.perDay(days)]);
    return { days, ...stats, perDay };
  }
}
