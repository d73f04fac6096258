import { Controller, Get, Inject, Query } from '@nestjs/common';
import { cachesSchema, dataQualitySchema, overviewSchema, searchStatsSchema } from '@marquee/contract/admin';
import type { Database } from '@marquee/data/database';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { CacheFigures } from '#admin/cache-figures';
import { InsightService } from '#admin/insight.service';
import { Documented } from '#http/response';
import { DATABASE } from '#infrastructure/tokens';

class OverviewDto extends createZodDto(overviewSchema) {}
class DataQualityDto extends createZodDto(dataQualitySchema) {}
class CachesDto extends createZodDto(cachesSchema) {}
class SearchStatsDto extends createZodDto(searchStatsSchema) {}
class DaysDto extends createZodDto(
  z.strictObject({ days: z.coerce.number().int().min(1).max(365).default(30) }),
) {}
class AuditDto extends createZodDto(
  z
    .object({
      items: z.array(
        z.object({
          at: z.iso.datetime(),
          who: z.string(),
          action: z.string(),
          subject: z.string(),
          detail: z.record(z.string(), z.unknown()),
        }),
      ),
    })
    .meta({ id: 'AuditLog' }),
) {}

/** What an admin looks at. */
@Controller('v1/admin')
export class InsightController {
  constructor(
    private readonly insight: InsightService,
    private readonly cacheFigures: CacheFigures,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  @Get('overview')
  @Documented({ summary: 'Services, counts, live versions', type: OverviewDto, secured: true })
  async overview() {
    return await this.insight.overview();
  }

  @Get('data-quality')
  @Documented({
    summary: 'The last import, what is missing, distributions',
    type: DataQualityDto,
    secured: true,
  })
  async dataQuality() {
    return await this.insight.dataQuality();
  }

  @Get('caches')
  @Documented({ summary: 'Keys, memory and hit rate of Redis', type: CachesDto, secured: true })
  async caches() {
    return await this.cacheFigures.get();
  }

  @Get('search-stats')
  @Documented({
    summary: 'What is searched, and found nothing or no click',
    type: SearchStatsDto,
    secured: true,
  })
  async searchStats(@Query() { days }: DaysDto) {
    return await this.insight.searchStats(days);
  }

  @Get('audit')
  @Documented({ summary: 'Who did what', type: AuditDto, secured: true })
  async audit() {
    const rows = await this.database.audit.list();
    const items = rows.map(({ at, who, action, subject, detail }) => ({
      at: at.toISOString(),
      ...{ who, action, subject, detail },
    }));
    return { items };
  }
}
