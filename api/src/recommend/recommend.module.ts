import { Module } from '@nestjs/common';
import { Cursors } from '#http/cursors';
import { MixedLists } from '#experiments/mixed-lists';
import { RunningExperiment } from '#experiments/running-experiment';
import { Catalogue } from '#recommend/catalogue';
import { FilmsLikeOne } from '#recommend/films-like-one';
import { FilmsWorthALook } from '#recommend/films-worth-a-look';
import { HomeService } from '#recommend/home.service';
import { LastChange } from '#recommend/last-change';
import { MyRecommendationsController } from '#recommend/my-recommendations.controller';
import { MyRecommendationsService } from '#recommend/my-recommendations.service';
import { PersonCache } from '#recommend/person-cache';
import { PersonTaste } from '#recommend/person-taste';
import { PersonalLists } from '#recommend/personal-lists';
import { RecommendService } from '#recommend/recommend.service';
import { RecommendationsController } from '#recommend/recommendations.controller';
import { Recommenders } from '#recommend/recommenders';
import { Refiner } from '#recommend/refiner';
import { SimilarRows } from '#recommend/similar-rows';
import { StatelessService } from '#recommend/stateless.service';
import { Warmer } from '#recommend/warmer';

@Module({
  controllers: [RecommendationsController, MyRecommendationsController],
  providers: [
    Catalogue,
    Cursors,
    FilmsLikeOne,
    FilmsWorthALook,
    HomeService,
    LastChange,
    MixedLists,
    MyRecommendationsService,
    PersonCache,
    PersonTaste,
    PersonalLists,
    RecommendService,
    Recommenders,
    Refiner,
    RunningExperiment,
    SimilarRows,
    StatelessService,
    Warmer,
  ],
  exports: [
    Catalogue,
    FilmsLikeOne,
    FilmsWorthALook,
    Recommenders,
    RecommendService,
    PersonTaste,
    RunningExperiment,
  ],
})
export class RecommendModule {}
