import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError } from '@marquee/contract/problem';
import type { Store } from '#store';

/** Any number that no other advisory lock of ours uses. */
const IMPORT_LOCK = 7_301_002;
/** A killed import's connection lives on for a moment, until Postgres notices. */
const PATIENCE_MS = 5000;

/**
 * Holds the lock that lets one import run at a time while `fn` runs; it belongs to the connection and ends with it.
 * @throws ProblemError `conflict` when another import is running.
 */
export async function withImportLock<Result>(store: Store, fn: () => Promise<Result>): Promise<Result> {
  const patience = performance.now() + PATIENCE_MS;
  for (;;) {
    const row = await store.row<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [IMPORT_LOCK]);
    if (row?.mine) break;
    if (performance.now() > patience) throw new ProblemError('conflict', 'Another import is running.');
    await sleep(250);
  }
  const result = await fn();
  await store.rows('SELECT pg_advisory_unlock($1)', [IMPORT_LOCK]);
  return result;
}
