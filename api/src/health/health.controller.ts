import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { readySchema } from '@marquee/contract/health';
import type { Ready } from '@marquee/contract/health';
import type { FastifyReply } from 'fastify';
import { createZodDto } from 'nestjs-zod';
import { HealthService } from '#health/health.service';
import { Metrics } from '#health/metrics';
import { Public } from '#http/principal';
import { Documented } from '#http/response';

class ReadyDto extends createZodDto(readySchema) {}

@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthService,
    private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  @Documented({ summary: 'The process answers' })
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  @Get('health/ready')
  @Documented({ summary: 'Each dependency by name; 503 when the API cannot do its work', type: ReadyDto })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Ready> {
    const ready = await this.health.ready();
    if (ready.status === 'down') void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return ready;
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Documented({ summary: 'Figures in the form of Prometheus' })
  async figures(): Promise<string> {
    return await this.metrics.text();
  }
}
