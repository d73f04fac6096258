import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a training took and how it went; runs of before know nothing of it. */
export class TrainingFigures1796016000000 implements MigrationInterface {
  readonly name = 'TrainingFigures1796016000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE model_runs ADD COLUMN peak_memory_bytes bigint,
      ADD COLUMN curves jsonb NOT NULL DEFAULT '{}', ADD COLUMN overlap jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE model_runs DROP COLUMN peak_memory_bytes, DROP COLUMN curves, DROP COLUMN overlap',
    );
  }
}
