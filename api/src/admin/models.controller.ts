import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { compareSchema, modelListSchema, modelRunSchema } from '@marquee/contract/admin';
import type { ModelRun } from '@marquee/contract/admin';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { AuditTrail } from '#admin/audit-trail';
import { ModelsService } from '#admin/models.service';
import { Person } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { RunIdPipe } from '#http/run-id.pipe';

const version = z.string().regex(/^[\w:.-]{1,60}$/, 'must be a version');

class ModelListDto extends createZodDto(modelListSchema) {}
class ModelRunDto extends createZodDto(modelRunSchema) {}
class CompareDto extends createZodDto(compareSchema) {}
class CompareQueryDto extends createZodDto(
  z.strictObject({
    left: version.describe('A version'),
    right: version,
    user: z.uuid().describe('Whose lists'),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
) {}

class RollBackQueryDto extends createZodDto(
  z.strictObject({
    from: version.optional().describe('The model that is to be left; refused when it is not live any more'),
  }),
) {}

@Controller('v1/admin/models')
export class ModelsController {
  constructor(
    private readonly models: ModelsService,
    private readonly audit: AuditTrail,
  ) {}

  @Get()
  @Documented({ summary: 'Model runs, newest first', type: ModelListDto, secured: true })
  async list(): Promise<{ items: ModelRun[] }> {
    return { items: await this.models.list() };
  }

  @Get('compare')
  @Documented({
    summary: 'Two versions’ lists for one person',
    type: CompareDto,
    secured: true,
    problems: [404],
  })
  async compare(@Query() query: CompareQueryDto) {
    return await this.models.compare(query);
  }

  @Post('roll-back')
  @HttpCode(200)
  @Documented({
    summary: 'Makes the former model live again',
    type: ModelRunDto,
    secured: true,
    problems: [409],
  })
  async rollBack(@Person() admin: Principal, @Query() { from }: RollBackQueryDto): Promise<ModelRun> {
    const run = await this.models.rollBack(from);
    await this.audit.note(admin, 'model.roll-back', run.version);
    return run;
  }

  @Get(':version')
  @Documented({ summary: 'One model run', type: ModelRunDto, secured: true, problems: [404] })
  async one(@Param('version', RunIdPipe) version: string): Promise<ModelRun> {
    return await this.models.one(version);
  }

  @Post(':version/promote')
  @HttpCode(200)
  @Documented({ summary: 'Makes a model live', type: ModelRunDto, secured: true, problems: [404, 409] })
  async promote(@Person() admin: Principal, @Param('version', RunIdPipe) version: string): Promise<ModelRun> {
    const run = await this.models.promote(version);
    await this.audit.note(admin, 'model.promote', version);
    return run;
  }
}
