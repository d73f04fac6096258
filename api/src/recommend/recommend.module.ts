import { Module } from '@nestjs/common';
import { Cursors } from '#http/cursors';
import { Catalogue } from '#recommend/catalogue';
import { HomeService } from '#recommend/home.service';
import { MyRecommendationsController } from '#recommend/my-recommendations.controller';
import { MyRecommendationsService } from '#recommend/my-recommendations.service';
import { PersonCache } from '#recommend/person-cache';
import { PersonTaste } from '#recommend/person-taste';
import { RecommendService } from '#recommend/recommend.service';
import { RecommendationsController } from '#recommend/recommendations.controller';
import { Recommenders } from '#recommend/recommenders';
import { SimilarRows } from '#recommend/similar-rows';
import { StatelessService } from '#recommend/stateless.service';
import { Warmer } from '#recommend/warmer';

@Module({
  controllers: [RecommendationsController, MyRecommendationsController],
  providers: [
    Catalogue,
    Cursors,
    HomeService,
    MyRecommendationsService,
    PersonCache,
    PersonTaste,
    RecommendService,
    Recommenders,
    SimilarRows,
    StatelessService,
    Warmer,
  ],
  exports: [Catalogue, Recommenders, RecommendService, PersonTaste],
})
export class RecommendModule {}
