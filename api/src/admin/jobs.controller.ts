import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import {
  jobListSchema,
  jobNameParam,
  putScheduleSchema,
  schedulesSchema,
  startJobSchema,
} from '@marquee/contract/admin';
import { DEFAULT_SCHEDULES, JOB_NAMES, jobRunSchema, logLineSchema } from '@marquee/contract/jobs';
import type { JobName, JobRun } from '@marquee/contract/jobs';
import type { Database } from '@marquee/data/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { AuditTrail } from '#admin/audit-trail';
import { JobStream } from '#admin/job-stream';
import { Person } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { RunIdPipe } from '#http/run-id.pipe';
import { wrongField } from '#http/wrong-field';
import { DATABASE } from '#infrastructure/tokens';
import { JobQueues } from '#jobs/job-queues';

class StartJobDto extends createZodDto(startJobSchema) {}
class JobRunDto extends createZodDto(jobRunSchema) {}
class JobListDto extends createZodDto(jobListSchema) {}
class SchedulesDto extends createZodDto(schedulesSchema) {}
class PutScheduleDto extends createZodDto(putScheduleSchema) {}
class JobsQueryDto extends createZodDto(
  z.strictObject({
    name: jobNameParam.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
) {}
class LogsQueryDto extends createZodDto(
  z.strictObject({ from: z.coerce.number().int().min(0).default(0) }),
) {}
class LogsDto extends createZodDto(
  z.object({ lines: z.array(logLineSchema), total: z.int() }).meta({ id: 'JobLogs' }),
) {}

@Controller('v1/admin')
export class JobsController {
  constructor(
    private readonly queues: JobQueues,
    private readonly audit: AuditTrail,
    private readonly stream: JobStream,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  @Get('jobs')
  @Documented({ summary: 'Runs of jobs, newest first', type: JobListDto, secured: true })
  async list(@Query() { name, limit }: JobsQueryDto): Promise<{ items: readonly JobRun[] }> {
    return { items: await this.queues.list({ ...(name === undefined ? {} : { name }), limit }) };
  }

  @Post('jobs')
  @HttpCode(202)
  @Documented({ summary: 'Queues a job', status: 202, type: JobRunDto, secured: true })
  async start(@Person() admin: Principal, @Body() { name, payload }: StartJobDto): Promise<JobRun> {
    const run = await this.queues.add(name, payload, await this.audit.nameOf(admin));
    await this.audit.note(admin, 'job.start', name, { id: run.id, payload });
    return run;
  }

  @Get('jobs/stream')
  @Documented({ summary: 'Progress of all jobs as server-sent events; Last-Event-ID goes on', secured: true })
  streamAll(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.stream.serve(request, reply);
  }

  @Get('jobs/:id')
  @Documented({ summary: 'One run', type: JobRunDto, secured: true, problems: [404] })
  async get(@Param('id', RunIdPipe) id: string): Promise<JobRun> {
    return await this.queues.get(id);
  }

  @Get('jobs/:id/logs')
  @Documented({ summary: 'The log of a run', type: LogsDto, secured: true, problems: [404] })
  async logs(@Param('id', RunIdPipe) id: string, @Query() { from }: LogsQueryDto) {
    return await this.queues.logs(id, from);
  }

  @Post('jobs/:id/cancel')
  @HttpCode(202)
  @Documented({ summary: 'Ends a run', status: 202, type: JobRunDto, secured: true, problems: [404, 409] })
  async cancel(@Person() admin: Principal, @Param('id', RunIdPipe) id: string): Promise<JobRun> {
    const run = await this.queues.cancel(id);
    await this.audit.note(admin, 'job.cancel', run.name, { id });
    return run;
  }

  @Post('jobs/:id/retry')
  @HttpCode(202)
  @Documented({
    summary: 'Queues it again',
    status: 202,
    type: JobRunDto,
    secured: true,
    problems: [404, 409],
  })
  async retry(@Person() admin: Principal, @Param('id', RunIdPipe) id: string): Promise<JobRun> {
    const run = await this.queues.retry(id, await this.audit.nameOf(admin));
    await this.audit.note(admin, 'job.retry', run.name, { id, as: run.id });
    return run;
  }

  @Get('schedules')
  @Documented({ summary: 'When jobs run by themselves', type: SchedulesDto, secured: true })
  async schedules() {
    const [rows, next] = await Promise.all([this.database.schedules.list(), this.queues.nextRuns()]);
    const kept = new Map(rows.map((row) => [row.name, row]));
    const items = JOB_NAMES.map((name) => {
      const row = kept.get(name) ?? DEFAULT_SCHEDULES.find((schedule) => schedule.name === name);
      return {
        name,
        cron: row?.cron ?? '0 4 * * *',
        timeZone: row?.timeZone ?? 'UTC',
        enabled: row?.enabled ?? false,
        nextAt: next.get(name)?.toISOString() ?? null,
      };
    });
    return { items };
  }

  @Put('schedules/:name')
  @HttpCode(204)
  @Documented({ summary: 'Sets when a job runs by itself', status: 204, secured: true })
  async putSchedule(
    @Person() admin: Principal,
    @Param('name') given: string,
    @Body() schedule: PutScheduleDto,
  ): Promise<void> {
    const name = jobName(given);
    await this.queues.schedule(name, schedule);
    await this.database.schedules.put({ name, ...schedule });
    await this.audit.note(admin, 'schedule.change', name, { ...schedule });
  }
}

function jobName(given: string): JobName {
  const parsed = jobNameParam.safeParse(given);
  if (parsed.success) return parsed.data;
  throw wrongField('name', `must be one of: ${JOB_NAMES.join(', ')}`);
}
