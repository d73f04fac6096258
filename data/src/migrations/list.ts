import { Causes1796000800000 } from '#migrations/causes.migration';
import { ExperimentsAndLogs1795988160000 } from '#migrations/experiments-and-logs.migration';
import { FirstTables1767225600000 } from '#migrations/first-tables.migration';
import { RateInSession1796040000000 } from '#migrations/rate-in-session.migration';
import { RateMovie1796020000000 } from '#migrations/rate-movie.migration';
import { RateMovies1796030000000 } from '#migrations/rate-movies.migration';
import { TrainingFigures1796016000000 } from '#migrations/training-figures.migration';
import { VotesAndMap1796000200000 } from '#migrations/votes-and-map.migration';

/** Every migration in the order in which they run; a migration that has shipped is never edited. */
export const MIGRATIONS = [
  FirstTables1767225600000,
  ExperimentsAndLogs1795988160000,
  VotesAndMap1796000200000,
  Causes1796000800000,
  TrainingFigures1796016000000,
  RateMovie1796020000000,
  RateMovies1796030000000,
  RateInSession1796040000000,
] as const;
