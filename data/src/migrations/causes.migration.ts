import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person did last, for programs beside the words for people. */
export class Causes1796000800000 implements MigrationInterface {
  readonly name = 'Causes1796000800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users ADD COLUMN last_cause jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users DROP COLUMN last_cause');
  }
}
