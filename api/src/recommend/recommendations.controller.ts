import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { recommendationsSchema, statelessRequestSchema } from '@marquee/contract/recommendation';
import type { Recommendations } from '@marquee/contract/recommendation';
import { createZodDto } from 'nestjs-zod';
import { Public } from '#http/principal';
import { Documented } from '#http/response';
import { StatelessService } from '#recommend/stateless.service';

class StatelessRequestDto extends createZodDto(statelessRequestSchema) {}
class RecommendationsDto extends createZodDto(recommendationsSchema) {}

@Public()
@Controller('v1/recommendations')
export class RecommendationsController {
  constructor(private readonly stateless: StatelessService) {}

  @Post()
  @HttpCode(200)
  @Documented({
    summary: 'Ratings and preferences in, recommendations out; for a group too',
    type: RecommendationsDto,
  })
  async recommend(@Body() body: StatelessRequestDto): Promise<Recommendations> {
    return await this.stateless.recommend(body);
  }
}
