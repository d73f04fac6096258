import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import type { Environment } from '@marquee/contract/environment';
import { ZodValidationPipe } from 'nestjs-zod';
import { AccessGuard } from '#http/access.guard';
import { ProblemFilter } from '#http/problem.filter';
import { AdminModule } from '#admin/admin.module';
import { HealthModule } from '#health/health.module';
import { InfrastructureModule } from '#infrastructure/infrastructure.module';
import { ImagesModule } from '#images/images.module';
import { MapModule } from '#map/map.module';
import { MeModule } from '#me/me.module';
import { MoviesModule } from '#movies/movies.module';
import { RecommendModule } from '#recommend/recommend.module';
import { SearchModule } from '#search/search.module';
import { SourcesModule } from '#sources/sources.module';

@Module({})
export class AppModule {
  static with(environment: Environment): DynamicModule {
    return {
      module: AppModule,
      imports: [
        InfrastructureModule.with(environment),
        SearchModule,
        MoviesModule,
        RecommendModule,
        ImagesModule,
        MapModule,
        SourcesModule,
        MeModule,
        AdminModule,
        HealthModule,
      ],
      providers: [
        { provide: APP_PIPE, useClass: ZodValidationPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    };
  }
}
