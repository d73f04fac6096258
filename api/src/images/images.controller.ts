import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { posterSize } from '@marquee/contract/images';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { MovieIdPipe } from '#http/movie-id.pipe';
import { Public } from '#http/principal';
import { Documented } from '#http/response';
import { sendTagged } from '#http/tagged';
import { ImagesService } from '#images/images.service';

class SizeDto extends createZodDto(z.object({ movieId: z.string(), size: posterSize })) {}

const KEPT_SECONDS = 7 * 86_400;

@Public()
@Controller('v1/images')
export class ImagesController {
  constructor(private readonly images: ImagesService) {}

  @Get('posters/:movieId/:size')
  @Documented({ summary: 'A film’s poster as an image, where it has one', problems: [404] })
  async poster(
    @Param('movieId', MovieIdPipe) movieId: number,
    @Param() { size }: SizeDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendTagged(await this.images.poster(movieId, size), KEPT_SECONDS, { request, reply });
  }
}
