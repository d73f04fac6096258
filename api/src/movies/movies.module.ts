import { Module } from '@nestjs/common';
import { Cursors } from '#http/cursors';
import { MoviesController } from '#movies/movies.controller';
import { MoviesService } from '#movies/movies.service';
import { Unwanted } from '#movies/unwanted';
import { RecommendModule } from '#recommend/recommend.module';

@Module({
  imports: [RecommendModule],
  controllers: [MoviesController],
  providers: [MoviesService, Cursors, Unwanted],
})
export class MoviesModule {}
