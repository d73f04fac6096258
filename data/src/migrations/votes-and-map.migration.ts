import type { MigrationInterface, QueryRunner } from 'typeorm';

const VOTES = `
ALTER TABLE movies ADD COLUMN vote_count integer NOT NULL DEFAULT 0, ADD COLUMN vote_mean real;
`;

/** One map at a time; a new one takes the place of the former. */
const MAP = `
CREATE TABLE taste_map (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  movies integer[] NOT NULL,
  xs integer[] NOT NULL,
  ys integer[] NOT NULL,
  clusters smallint[] NOT NULL,
  labels jsonb NOT NULL
);
`;

export class VotesAndMap1796000200000 implements MigrationInterface {
  readonly name = 'VotesAndMap1796000200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [VOTES, MAP]) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE taste_map');
    await runner.query('ALTER TABLE movies DROP COLUMN vote_count, DROP COLUMN vote_mean');
  }
}
