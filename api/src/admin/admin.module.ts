import { Module } from '@nestjs/common';
import { AuditTrail } from '#admin/audit-trail';
import { InsightController } from '#admin/insight.controller';
import { InsightService } from '#admin/insight.service';
import { JobStream } from '#admin/job-stream';
import { JobsController } from '#admin/jobs.controller';
import { ModelsController } from '#admin/models.controller';
import { ModelsService } from '#admin/models.service';
import { UsersController } from '#admin/users.controller';
import { HealthModule } from '#health/health.module';
import { JobQueues } from '#jobs/job-queues';
import { RecommendModule } from '#recommend/recommend.module';

/** Everything under /v1/admin; who may come in is decided by AccessGuard alone. */
@Module({
  imports: [HealthModule, RecommendModule],
  controllers: [InsightController, JobsController, ModelsController, UsersController],
  providers: [AuditTrail, InsightService, JobQueues, JobStream, ModelsService],
})
export class AdminModule {}
