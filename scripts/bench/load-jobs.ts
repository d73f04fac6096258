import { setTimeout as pause } from 'node:timers/promises';
import { askJson } from './ask.ts';
import type { Target } from './target.ts';

const AT_ONCE = ['index', 'refresh-cache', 'train'] as const;

export interface JobEnd {
  readonly name: string;
  readonly state: string;
  /** From the queue to the end. */
  readonly seconds: number;
  readonly error: string | null;
}

interface Run {
  readonly id: string;
  readonly state: string;
  readonly error: string | null;
}

/** Logs in as the admin of ADMIN_EMAIL and ADMIN_PASSWORD. @throws RangeError without them. */
export async function adminHeaders({
  api,
  environment: { ADMIN_EMAIL: email, ADMIN_PASSWORD: password },
}: Target): Promise<Readonly<Record<string, string>>> {
  if (email === undefined || password === undefined)
    throw new RangeError('Jobs are started by an admin: set ADMIN_EMAIL and ADMIN_PASSWORD.');
  const { accessToken } = await askJson<{ accessToken: string }>(`${api}/v1/auth/login`, {
    method: 'POST',
    body: { email, password },
  });
  return { authorization: `Bearer ${accessToken}` };
}

/**
 * Starts a retrain, a reindex and a refresh of the caches, and waits until they have ended or `until` (a time in ms) is there. One
 * that the API refuses to start or to tell of has failed: the traffic goes on.
 */
export async function runJobs(target: Target, until: number): Promise<JobEnd[]> {
  return await Promise.all(
    AT_ONCE.map(async (name) => {
      const startedAt = Date.now();
      const { state, error } = await runJob(target, name, until).catch((error: unknown) => ({
        state: 'failed',
        error: String(error),
      }));
      return { name, state, error, seconds: (Date.now() - startedAt) / 1000 };
    }),
  );
}

async function runJob(target: Target, name: (typeof AT_ONCE)[number], until: number): Promise<Run> {
  const body = { name, payload: name === 'train' ? { budgetSeconds: 5 } : {} };
  const headers = await adminHeaders(target);
  let run = await askJson<Run>(`${target.api}/v1/admin/jobs`, { method: 'POST', headers, body });
  while (['waiting', 'active', 'delayed'].includes(run.state) && Date.now() < until) {
    await pause(1000);
    run = await askJson<Run>(`${target.api}/v1/admin/jobs/${run.id}`, { headers });
  }
  return run;
}
