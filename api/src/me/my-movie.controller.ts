import { Controller, Get, Param } from '@nestjs/common';
import { personalMovieSchema } from '@marquee/contract/recommendation';
import type { PersonalMovie } from '@marquee/contract/recommendation';
import { createZodDto } from 'nestjs-zod';
import { MovieIdPipe } from '#http/movie-id.pipe';
import { Person } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { MyMovieService } from '#me/my-movie.service';

class PersonalMovieDto extends createZodDto(personalMovieSchema) {}

@Controller('v1/me/movies')
export class MyMovieController {
  constructor(private readonly movies: MyMovieService) {}

  @Get(':movieId')
  @Documented({
    summary: 'What the person has to do with a film, and would think of it, with reasons',
    type: PersonalMovieDto,
    secured: true,
    problems: [404],
  })
  async one(
    @Person() { userId }: Principal,
    @Param('movieId', MovieIdPipe) movieId: number,
  ): Promise<PersonalMovie> {
    return await this.movies.of(userId, movieId);
  }
}
