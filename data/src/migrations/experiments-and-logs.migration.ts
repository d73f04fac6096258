import type { MigrationInterface, QueryRunner } from 'typeorm';

const EXPERIMENTS = `
CREATE TABLE experiments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'running', 'stopped')),
  share double precision NOT NULL CHECK (share > 0 AND share <= 1),
  a jsonb NOT NULL,
  b jsonb NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  stopped_at timestamptz
);
CREATE UNIQUE INDEX experiments_one_running ON experiments (state) WHERE state = 'running';

CREATE TABLE interleavings (
  list_id text PRIMARY KEY,
  experiment_id uuid NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT now(),
  replayable boolean NOT NULL,
  movies integer[] NOT NULL,
  teams text NOT NULL,
  wanted_a integer[] NOT NULL,
  wanted_b integer[] NOT NULL,
  CONSTRAINT interleavings_one_team_a_movie CHECK (length(teams) = cardinality(movies))
);
CREATE INDEX interleavings_experiment ON interleavings (experiment_id, at);
CREATE INDEX interleavings_user ON interleavings (user_id);
`;

const LOGS = `
CREATE TABLE job_logs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id text NOT NULL REFERENCES job_runs (id) ON DELETE CASCADE,
  at timestamptz NOT NULL,
  level text NOT NULL CHECK (level IN ('info', 'warn', 'error')),
  text text NOT NULL
);
CREATE INDEX job_logs_run ON job_logs (run_id, id);
`;

/** Mixed lists with the team of each film, and what jobs say. */
export class ExperimentsAndLogs1795988160000 implements MigrationInterface {
  readonly name = 'ExperimentsAndLogs1795988160000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [EXPERIMENTS, LOGS]) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE job_logs, interleavings, experiments');
  }
}
