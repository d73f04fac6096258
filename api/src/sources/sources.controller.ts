import { Controller, Get, Header, Inject } from '@nestjs/common';
import { sourcesSchema } from '@marquee/contract/sources';
import type { Sources } from '@marquee/contract/sources';
import type { Database } from '@marquee/data/database';
import { createZodDto } from 'nestjs-zod';
import { Public } from '#http/principal';
import { Documented } from '#http/response';
import { DATABASE } from '#infrastructure/tokens';

class SourcesDto extends createZodDto(sourcesSchema) {}

@Public()
@Controller('v1/sources')
export class SourcesController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get()
  @Header('cache-control', 'public, max-age=60')
  @Documented({ summary: 'Where films and ratings come from', type: SourcesDto })
  async sources(): Promise<Sources> {
    return await this.database.quality.sources();
  }
}
