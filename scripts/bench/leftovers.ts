import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is to be undone yet, in the order in which it was done. */
const open = new Set<() => Promise<void>>();

/**
 * Remembers how to undo what must not stay behind: an account, a table, a server, a folder. The returned function undoes it, once
 * however often it is called; when the benchmark is stopped before, undoAll does.
 */
export function leftover(undo: () => Promise<unknown>): () => Promise<void> {
  let undone: Promise<void> | undefined;
  const once = (): Promise<void> => {
    undone ??= undo()
      .then(() => undefined)
      .finally(() => open.delete(once));
    return undone;
  };
  open.add(once);
  return once;
}

/** Undoes all that is left, the last first. @returns why some of it stays. */
export async function undoAll(): Promise<readonly string[]> {
  const problems = new Set<string>();
  for (let last = [...open].at(-1); last !== undefined; last = [...open].at(-1)) {
    try {
      await last();
    } catch (error) {
      problems.add(String(error));
    }
  }
  return [...problems];
}

/** Works with a folder of its own, which is removed with all that is in it. */
export async function withFolder<Result>(
  name: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), `marquee-${name}-`));
  const remove = leftover(() => rm(folder, { recursive: true, force: true }));
  try {
    return await work(folder);
  } finally {
    await remove();
  }
}
