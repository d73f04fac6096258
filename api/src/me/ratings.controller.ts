import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  importRatingsResultSchema,
  importRatingsSchema,
  putRatingSchema,
  putRatingsResultSchema,
  putRatingsSchema,
  ratingSchema,
  ratingsPageSchema,
  ratingsQuerySchema,
} from '@marquee/contract/taste';
import type { ImportRatingsResult, Rating, RatingsPage } from '@marquee/contract/taste';
import { createZodDto } from 'nestjs-zod';
import { MovieIdPipe } from '#http/movie-id.pipe';
import { ChecksSession, Claimed, Person } from '#http/principal';
import type { Claimant, Principal } from '#http/principal';
import { Documented } from '#http/response';
import { RatingsService } from '#me/ratings.service';

class PutRatingDto extends createZodDto(putRatingSchema) {}
class PutRatingsDto extends createZodDto(putRatingsSchema) {}
class PutRatingsResultDto extends createZodDto(putRatingsResultSchema) {}
class RatingDto extends createZodDto(ratingSchema) {}
class RatingsQueryDto extends createZodDto(ratingsQuerySchema) {}
class RatingsPageDto extends createZodDto(ratingsPageSchema) {}
class ImportRatingsDto extends createZodDto(importRatingsSchema) {}
class ImportRatingsResultDto extends createZodDto(importRatingsResultSchema) {}

@Controller('v1/me/ratings')
export class RatingsController {
  constructor(private readonly ratings: RatingsService) {}

  @Get()
  @Documented({ summary: 'What the person has rated', type: RatingsPageDto, secured: true })
  async list(@Person() person: Principal, @Query() query: RatingsQueryDto): Promise<RatingsPage> {
    return await this.ratings.list(person.userId, query);
  }

  @Put()
  @Documented({ summary: 'Rates up to 1,000 films at once', type: PutRatingsResultDto, secured: true })
  async putMany(@Person() person: Principal, @Body() { ratings }: PutRatingsDto) {
    return await this.ratings.putMany(person.userId, ratings);
  }

  @Post('import')
  @HttpCode(200)
  @Documented({
    summary: 'Ratings from a Letterboxd, IMDb or MovieLens file; twice changes nothing',
    type: ImportRatingsResultDto,
    secured: true,
  })
  async import(@Person() person: Principal, @Body() body: ImportRatingsDto): Promise<ImportRatingsResult> {
    return await this.ratings.import(person.userId, body);
  }

  @Get(':movieId')
  @Documented({ summary: 'One rating', type: RatingDto, secured: true, problems: [404] })
  async one(@Person() person: Principal, @Param('movieId', MovieIdPipe) movieId: number): Promise<Rating> {
    return await this.ratings.one(person.userId, movieId);
  }

  @Put(':movieId')
  @ChecksSession()
  @Documented({
    summary: 'Rates a film; answered once it is safe on disk',
    type: RatingDto,
    secured: true,
    problems: [404],
  })
  async put(
    @Claimed() person: Claimant,
    @Param('movieId', MovieIdPipe) movieId: number,
    @Body() { rating }: PutRatingDto,
  ): Promise<Rating> {
    return await this.ratings.put(person, movieId, rating);
  }

  @Delete(':movieId')
  @HttpCode(204)
  @Documented({ summary: 'Takes a rating back', status: 204, secured: true })
  async remove(@Person() person: Principal, @Param('movieId', MovieIdPipe) movieId: number): Promise<void> {
    await this.ratings.remove(person.userId, movieId);
  }
}
