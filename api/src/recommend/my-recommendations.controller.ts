import { Controller, Get, Header, Query } from '@nestjs/common';
import {
  homeSchema,
  myRecommendationsQuerySchema,
  recommendationsSchema,
} from '@marquee/contract/recommendation';
import { createZodDto } from 'nestjs-zod';
import { Person } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { HomeService } from '#recommend/home.service';
import { MyRecommendationsService } from '#recommend/my-recommendations.service';

class MyRecommendationsQueryDto extends createZodDto(myRecommendationsQuerySchema) {}
class RecommendationsDto extends createZodDto(recommendationsSchema) {}
class HomeDto extends createZodDto(homeSchema) {}

const JSON_TYPE = 'application/json; charset=utf-8';

@Controller('v1/me')
export class MyRecommendationsController {
  constructor(
    private readonly lists: MyRecommendationsService,
    private readonly rows: HomeService,
  ) {}

  @Get('recommendations')
  @Header('content-type', JSON_TYPE)
  @Documented({ summary: 'What the person may like, with reasons', type: RecommendationsDto, secured: true })
  async list(
    @Person() person: Principal,
    @Query() query: MyRecommendationsQueryDto,
  ): Promise<string | Buffer> {
    return await this.lists.answer(person, query);
  }

  @Get('home')
  @Header('content-type', JSON_TYPE)
  @Documented({ summary: 'Rows for the home page; no film twice', type: HomeDto, secured: true })
  async home(@Person() person: Principal): Promise<string | Buffer> {
    return await this.rows.answer(person);
  }
}
