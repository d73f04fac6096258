import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { eventsAcceptedSchema, eventsSchema } from '@marquee/contract/event';
import type { Database } from '@marquee/data/database';
import { createZodDto } from 'nestjs-zod';
import { Person } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { DATABASE } from '#infrastructure/tokens';

class EventsDto extends createZodDto(eventsSchema) {}
class EventsAcceptedDto extends createZodDto(eventsAcceptedSchema) {}

@Controller('v1/events')
export class EventsController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Post()
  @HttpCode(202)
  @Documented({
    summary: 'What the person saw and did, in batches; kept for evaluation',
    status: 202,
    type: EventsAcceptedDto,
    secured: true,
  })
  async append(
    @Person() { userId }: Principal,
    @Body() { events }: EventsDto,
  ): Promise<{ accepted: number }> {
    return { accepted: await this.database.events.append(userId, events) };
  }
}
