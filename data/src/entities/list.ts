import { apiKeyEntity, refreshTokenEntity, sessionFamilyEntity } from '#entities/access.entities';
import { auditEntity, eventEntity, importReportEntity, searchLogEntity } from '#entities/history.entities';
import { jobRunEntity, modelRunEntity, scheduleEntity } from '#entities/job.entities';
import { movieEntity } from '#entities/movie.entity';
import {
  hiddenEntity,
  preferencesEntity,
  ratingEntity,
  strayRatingEntity,
  watchlistEntity,
} from '#entities/taste.entities';
import { userEntity } from '#entities/user.entity';

/**
 * Every entity. Tables of bytes (movie_vectors, model_files), rating_statistics, and what is written in rows at once
 * (experiments, interleavings, job_logs) are spoken to in SQL alone.
 */
export const ENTITIES = [
  userEntity,
  movieEntity,
  ratingEntity,
  strayRatingEntity,
  watchlistEntity,
  preferencesEntity,
  hiddenEntity,
  sessionFamilyEntity,
  refreshTokenEntity,
  apiKeyEntity,
  eventEntity,
  searchLogEntity,
  auditEntity,
  importReportEntity,
  modelRunEntity,
  jobRunEntity,
  scheduleEntity,
] as const;
