import { Module } from '@nestjs/common';
import { HealthController } from '#health/health.controller';
import { HealthService } from '#health/health.service';
import { RecommendModule } from '#recommend/recommend.module';
import { SearchModule } from '#search/search.module';

@Module({
  imports: [RecommendModule, SearchModule],
  controllers: [HealthController],
  providers: [HealthService],
  exports: [HealthService],
})
export class HealthModule {}
