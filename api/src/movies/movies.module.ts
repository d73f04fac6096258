import { Module } from '@nestjs/common';
import { Cursors } from '#http/cursors';
import { FilmsAtHand } from '#movies/films-at-hand';
import { MoviesController } from '#movies/movies.controller';
import { MoviesService } from '#movies/movies.service';
import { Unwanted } from '#movies/unwanted';
import { RecommendModule } from '#recommend/recommend.module';

@Module({
  imports: [RecommendModule],
  controllers: [MoviesController],
  providers: [MoviesService, Cursors, FilmsAtHand, Unwanted],
})
export class MoviesModule {}
