import { Controller, Get, Req, Res } from '@nestjs/common';
import { tasteMapSchema } from '@marquee/contract/map';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createZodDto } from 'nestjs-zod';
import { Public } from '#http/principal';
import { Documented } from '#http/response';
import { sendTagged } from '#http/tagged';
import { MapService } from '#map/map.service';

class TasteMapDto extends createZodDto(tasteMapSchema) {}

const KEPT_SECONDS = 60;

@Public()
@Controller('v1/map')
export class MapController {
  constructor(private readonly map: MapService) {}

  @Get()
  @Documented({ summary: 'Every film’s place on the taste map', type: TasteMapDto, problems: [404] })
  async all(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendTagged(await this.map.answer(), KEPT_SECONDS, { request, reply });
  }
}
