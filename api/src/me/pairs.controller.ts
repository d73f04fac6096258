import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { pairAnswerSchema, pairQuerySchema, pairSchema } from '@marquee/contract/taste';
import type { Pair } from '@marquee/contract/taste';
import { createZodDto } from 'nestjs-zod';
import { Person } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { PairsService } from '#me/pairs.service';

class PairDto extends createZodDto(pairSchema) {}
class PairQueryDto extends createZodDto(pairQuerySchema) {}
class PairAnswerDto extends createZodDto(pairAnswerSchema) {}

/** Getting to know a newcomer: which of these two do you like more? */
@Controller('v1/me/pairs')
export class PairsController {
  constructor(private readonly pairs: PairsService) {}

  @Get('next')
  @Documented({
    summary: 'The two films whose comparison teaches most',
    type: PairDto,
    secured: true,
    problems: [404],
  })
  async next(@Person() { userId }: Principal, @Query() { skip }: PairQueryDto): Promise<Pair> {
    return await this.pairs.next(userId, skip);
  }

  @Post()
  @HttpCode(204)
  @Documented({ summary: 'The answer: counts as two ratings', status: 204, secured: true, problems: [404] })
  async answer(@Person() { userId }: Principal, @Body() answer: PairAnswerDto): Promise<void> {
    await this.pairs.answer(userId, answer);
  }
}
