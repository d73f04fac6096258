import { Module } from '@nestjs/common';
import { AuthModule } from '#auth/auth.module';
import { EventsController } from '#events/events.controller';
import { ApiKeysController } from '#me/api-keys.controller';
import { ExportService } from '#me/export.service';
import { MyMovieController } from '#me/my-movie.controller';
import { MyMovieService } from '#me/my-movie.service';
import { ProfileController } from '#me/profile.controller';
import { ProfileService } from '#me/profile.service';
import { RatingsController } from '#me/ratings.controller';
import { RatingsService } from '#me/ratings.service';
import { SessionsController } from '#me/sessions.controller';
import { TasteController } from '#me/taste.controller';
import { PairsController } from '#me/pairs.controller';
import { PairsService } from '#me/pairs.service';
import { RecommendModule } from '#recommend/recommend.module';
import { TasteService } from '#me/taste.service';

/** What a person has, says and takes along. */
@Module({
  imports: [AuthModule, RecommendModule],
  controllers: [
    ProfileController,
    RatingsController,
    TasteController,
    ApiKeysController,
    EventsController,
    PairsController,
    SessionsController,
    MyMovieController,
  ],
  providers: [ProfileService, ExportService, RatingsService, TasteService, PairsService, MyMovieService],
})
export class MeModule {}
