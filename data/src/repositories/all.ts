import type { Connection } from '#connection';
import { ApiKeysRepository } from '#repositories/api-keys.repository';
import { AuditRepository } from '#repositories/audit.repository';
import { EventsRepository } from '#repositories/events.repository';
import { ExperimentsRepository } from '#repositories/experiments.repository';
import { HiddenRepository } from '#repositories/hidden.repository';
import { ImportReportsRepository } from '#repositories/import-reports.repository';
import { InterleavingsRepository } from '#repositories/interleavings.repository';
import { JobLogsRepository } from '#repositories/job-logs.repository';
import { JobRunsRepository } from '#repositories/job-runs.repository';
import { ModelFilesRepository } from '#repositories/model-files.repository';
import { ModelRunsRepository } from '#repositories/model-runs.repository';
import { MoviesRepository } from '#repositories/movies.repository';
import { PeopleStatsRepository } from '#repositories/people-stats.repository';
import { PreferencesRepository } from '#repositories/preferences.repository';
import { QualityRepository } from '#repositories/quality.repository';
import { RatingsRepository } from '#repositories/ratings.repository';
import { SchedulesRepository } from '#repositories/schedules.repository';
import { SearchLogRepository } from '#repositories/search-log.repository';
import { SessionsRepository } from '#repositories/sessions.repository';
import { TasteMapRepository } from '#repositories/taste-map.repository';
import { UsersRepository } from '#repositories/users.repository';
import { VectorsRepository } from '#repositories/vectors.repository';
import { WatchlistRepository } from '#repositories/watchlist.repository';
import type { Store } from '#store';

/** Every repository on one store: the pool's, or a transaction's. */
export function repositories(store: Store, connection: Connection) {
  return {
    movies: new MoviesRepository(store),
    vectors: new VectorsRepository(store),
    tasteMap: new TasteMapRepository(store),
    ratings: new RatingsRepository(store, connection),
    users: new UsersRepository(store),
    sessions: new SessionsRepository(store),
    apiKeys: new ApiKeysRepository(store),
    preferences: new PreferencesRepository(store),
    hidden: new HiddenRepository(store),
    watchlist: new WatchlistRepository(store),
    events: new EventsRepository(store),
    modelRuns: new ModelRunsRepository(store),
    modelFiles: new ModelFilesRepository(store),
    experiments: new ExperimentsRepository(store),
    interleavings: new InterleavingsRepository(store),
    jobLogs: new JobLogsRepository(store),
    jobRuns: new JobRunsRepository(store),
    schedules: new SchedulesRepository(store),
    audit: new AuditRepository(store),
    searchLog: new SearchLogRepository(store),
    importReports: new ImportReportsRepository(store),
    peopleStats: new PeopleStatsRepository(store),
    quality: new QualityRepository(store),
  } as const;
}

export type Repositories = Readonly<ReturnType<typeof repositories>>;
