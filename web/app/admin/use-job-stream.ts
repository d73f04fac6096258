import { useEffect, useState } from 'react';
import type { JobRun } from './admin-types.ts';

/** The runs as they go: what the page came with, then what server-sent events add to it. */
export function useJobStream(initial: readonly JobRun[]): {
  readonly runs: readonly JobRun[];
  readonly following: boolean;
} {
  const [newer, setNewer] = useState<ReadonlyMap<string, JobRun>>(new Map());
  const [following, setFollowing] = useState(false);
  useEffect(() => {
    const source = new EventSource('/admin/jobs/stream');
    source.addEventListener('open', () => setFollowing(true));
    source.addEventListener('error', () => setFollowing(false));
    source.addEventListener('jobs', (event) => {
      const runs = JSON.parse((event as MessageEvent<string>).data) as readonly JobRun[];
      setNewer((known) => new Map([...known, ...runs.map((run) => [run.id, run] as const)]));
    });
    return () => source.close();
  }, []);
  const merged = new Map([...initial.map((run) => [run.id, run] as const), ...newer]);
  const runs = [...merged.values()].sort((a, b) => b.queuedAt.localeCompare(a.queuedAt));
  return { runs, following };
}
