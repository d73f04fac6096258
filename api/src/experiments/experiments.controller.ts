import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  createExperimentSchema,
  experimentListSchema,
  experimentResultSchema,
  experimentSchema,
  replayQuerySchema,
  replaySchema,
} from '@marquee/contract/experiment';
import type { Experiment, ExperimentResult, Replay } from '@marquee/contract/experiment';
import { createZodDto } from 'nestjs-zod';
import { AuditTrail } from '#admin/audit-trail';
import { ExperimentsService } from '#experiments/experiments.service';
import { ReplayService } from '#experiments/replay.service';
import { Person } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { UuidPipe } from '#http/uuid.pipe';

class CreateExperimentDto extends createZodDto(createExperimentSchema) {}
class ExperimentDto extends createZodDto(experimentSchema) {}
class ExperimentListDto extends createZodDto(experimentListSchema) {}
class ExperimentResultDto extends createZodDto(experimentResultSchema) {}
class ReplayQueryDto extends createZodDto(replayQuerySchema) {}
class ReplayDto extends createZodDto(replaySchema) {}

@Controller('v1/admin/experiments')
export class ExperimentsController {
  constructor(
    private readonly experiments: ExperimentsService,
    private readonly replays: ReplayService,
    private readonly audit: AuditTrail,
  ) {}

  @Get()
  @Documented({ summary: 'Experiments, newest first', type: ExperimentListDto, secured: true })
  async list(): Promise<{ items: Experiment[] }> {
    return { items: await this.experiments.list() };
  }

  @Post()
  @Documented({
    summary: 'Plans an experiment: two strategies or models, mixed by team draft',
    status: 201,
    type: ExperimentDto,
    secured: true,
  })
  async create(@Person() admin: Principal, @Body() wanted: CreateExperimentDto): Promise<Experiment> {
    const experiment = await this.experiments.create(wanted, await this.audit.nameOf(admin));
    const { id, name, share, a, b } = experiment;
    await this.audit.note(admin, 'experiment.create', name, { id, share, a, b });
    return experiment;
  }

  @Get(':id')
  @Documented({ summary: 'One experiment', type: ExperimentDto, secured: true, problems: [404] })
  async one(@Param('id', UuidPipe) id: string): Promise<Experiment> {
    return await this.experiments.one(id);
  }

  @Post(':id/start')
  @HttpCode(200)
  @Documented({ summary: 'Starts it', type: ExperimentDto, secured: true, problems: [404, 409] })
  async start(@Person() admin: Principal, @Param('id', UuidPipe) id: string): Promise<Experiment> {
    const experiment = await this.experiments.start(id);
    await this.audit.note(admin, 'experiment.start', experiment.name, { id });
    return experiment;
  }

  @Post(':id/stop')
  @HttpCode(200)
  @Documented({ summary: 'Stops it for good', type: ExperimentDto, secured: true, problems: [404, 409] })
  async stop(@Person() admin: Principal, @Param('id', UuidPipe) id: string): Promise<Experiment> {
    const experiment = await this.experiments.stop(id);
    await this.audit.note(admin, 'experiment.stop', experiment.name, { id });
    return experiment;
  }

  @Delete(':id')
  @HttpCode(204)
  @Documented({
    summary: 'Deletes it with its lists',
    status: 204,
    secured: true,
    problems: [404, 409],
  })
  async remove(@Person() admin: Principal, @Param('id', UuidPipe) id: string): Promise<void> {
    const { name } = await this.experiments.remove(id);
    await this.audit.note(admin, 'experiment.delete', name, { id });
  }

  @Get(':id/result')
  @Documented({
    summary: 'Whom people prefer so far, how sure it is, how many people it still needs',
    type: ExperimentResultDto,
    secured: true,
    problems: [404],
  })
  async result(@Param('id', UuidPipe) id: string): Promise<ExperimentResult> {
    return await this.experiments.result(id);
  }

  @Get(':id/replay')
  @Documented({
    summary: 'What another strategy would have reached with the lists that were logged',
    type: ReplayDto,
    secured: true,
    problems: [404, 409],
  })
  async replay(
    @Param('id', UuidPipe) id: string,
    @Query() { strategy, modelVersion }: ReplayQueryDto,
  ): Promise<Replay> {
    await this.experiments.one(id);
    return await this.replays.replay(id, strategy, modelVersion);
  }
}
