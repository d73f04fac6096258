import { Controller, Get, Req, Res } from '@nestjs/common';
import { tasteMapSchema } from '@marquee/contract/map';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createZodDto } from 'nestjs-zod';
import { Public } from '#http/principal';
import { Documented } from '#http/response';
import { MapService } from '#map/map.service';

class TasteMapDto extends createZodDto(tasteMapSchema) {}

@Public()
@Controller('v1/map')
export class MapController {
  constructor(private readonly map: MapService) {}

  @Get()
  @Documented({ summary: 'Every film’s place on the taste map', type: TasteMapDto, problems: [404] })
  async all(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { body, etag } = await this.map.answer();
    void reply.header('cache-control', 'public, max-age=60').header('etag', etag);
    const isSame = request.headers['if-none-match'] === etag;
    await (isSame ? reply.code(304).send() : reply.type('application/json; charset=utf-8').send(body));
  }
}
