import { Module } from '@nestjs/common';
import { AuditTrail } from '#admin/audit-trail';
import { CacheFigures } from '#admin/cache-figures';
import { InsightController } from '#admin/insight.controller';
import { InsightService } from '#admin/insight.service';
import { JobStream } from '#admin/job-stream';
import { JobsController } from '#admin/jobs.controller';
import { ModelsController } from '#admin/models.controller';
import { ModelsService } from '#admin/models.service';
import { UsersController } from '#admin/users.controller';
import { ExperimentsController } from '#experiments/experiments.controller';
import { ExperimentsService } from '#experiments/experiments.service';
import { ReplayService } from '#experiments/replay.service';
import { HealthModule } from '#health/health.module';
import { JobQueues } from '#jobs/job-queues';
import { RecommendModule } from '#recommend/recommend.module';

/** Everything under /v1/admin; who may come in is decided by AccessGuard alone. */
@Module({
  imports: [HealthModule, RecommendModule],
  controllers: [ExperimentsController, InsightController, JobsController, ModelsController, UsersController],
  providers: [
    AuditTrail,
    CacheFigures,
    ExperimentsService,
    InsightService,
    JobQueues,
    JobStream,
    ModelsService,
    ReplayService,
  ],
})
export class AdminModule {}
