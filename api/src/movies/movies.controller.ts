import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  browseQuerySchema,
  movieDetailSchema,
  moviePageSchema,
  popularQuerySchema,
  similarQuerySchema,
  similarResultSchema,
} from '@marquee/contract/search';
import type { MoviePage, SimilarResult } from '@marquee/contract/search';
import type { Movie } from '@marquee/contract/movie';
import { createZodDto } from 'nestjs-zod';
import { MovieIdPipe } from '#http/movie-id.pipe';
import { MaybePerson, Public } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { MoviesService } from '#movies/movies.service';

class BrowseQueryDto extends createZodDto(browseQuerySchema) {}
class PopularQueryDto extends createZodDto(popularQuerySchema) {}
class SimilarQueryDto extends createZodDto(similarQuerySchema) {}
class MoviePageDto extends createZodDto(moviePageSchema) {}
class MovieDetailDto extends createZodDto(movieDetailSchema) {}
class SimilarResultDto extends createZodDto(similarResultSchema) {}

@Public()
@Controller('v1/movies')
export class MoviesController {
  constructor(private readonly movies: MoviesService) {}

  @Get()
  @Documented({ summary: 'Films by filters, in a stable order', type: MoviePageDto })
  async browse(@Query() query: BrowseQueryDto): Promise<MoviePage> {
    return await this.movies.browse(query);
  }

  @Get('popular')
  @Documented({ summary: 'The most popular films', type: MoviePageDto })
  async popular(@Query() query: PopularQueryDto): Promise<MoviePage> {
    return await this.movies.browse({ ...query, sort: 'popularity', facets: false });
  }

  @Get(':movieId')
  @Documented({ summary: 'One film', type: MovieDetailDto, problems: [404] })
  async one(@Param('movieId', MovieIdPipe) movieId: number): Promise<Movie> {
    return await this.movies.one(movieId);
  }

  @Get(':movieId/similar')
  @Documented({ summary: 'Films like this one', type: SimilarResultDto, problems: [404] })
  async similar(
    @Param('movieId', MovieIdPipe) movieId: number,
    @Query() query: SimilarQueryDto,
    @MaybePerson() person: Principal | undefined,
  ): Promise<SimilarResult> {
    return await this.movies.similar(movieId, query, person?.userId);
  }
}
