import { setTimeout as sleep } from 'node:timers/promises';

const REQUEST_MS = 5_000;
const POLL_MS = 100;
const RECOVERY_MS = 30_000;

export type Health = 'healthy' | 'incomplete' | 'unreachable';

/**
 * Waits until the node of one process answers, and then, for half a minute at most, until all its indices have their
 * primary shards. The process number is asked for, since another Elasticsearch may hold the port.
 *
 * @param isOver ends the wait early, for instance when the process has died
 * @returns `incomplete` where the node answers but an index stays without its data, which is for its owner to rebuild
 */
export async function waitForHealth(
  url: string,
  { pid, timeoutMs, isOver }: { pid: number; timeoutMs: number; isOver: () => boolean },
): Promise<Health> {
  const answers = async () => (await answeringProcess(url)) === pid;
  if (!(await repeatUntil(answers, { timeoutMs, isOver }))) return 'unreachable';
  if (await repeatUntil(() => hasPrimaries(url), { timeoutMs: RECOVERY_MS, isOver })) return 'healthy';
  return isOver() ? 'unreachable' : 'incomplete';
}

async function repeatUntil(
  holds: () => Promise<boolean>,
  { timeoutMs, isOver }: { timeoutMs: number; isOver: () => boolean },
): Promise<boolean> {
  for (const deadline = Date.now() + timeoutMs; !isOver() && Date.now() < deadline; await sleep(POLL_MS)) {
    if (await holds()) return true;
  }
  return false;
}

async function answeringProcess(url: string): Promise<number | undefined> {
  const body = await getJson(`${url}/_nodes/_local/process?filter_path=nodes.*.process.id`);
  const nodes = (body as { nodes?: Record<string, { process: { id: number } }> } | undefined)?.nodes ?? {};
  return Object.values(nodes)[0]?.process.id;
}

/** Yellow is healthy: a single node has no place for replicas. A wait in vain is answered by status 408. */
async function hasPrimaries(url: string): Promise<boolean> {
  return (await getJson(`${url}/_cluster/health?wait_for_status=yellow&timeout=2s`)) !== undefined;
}

async function getJson(url: string): Promise<unknown> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_MS) });
    const body: unknown = await response.json();
    return response.ok ? body : undefined;
  } catch {
    return undefined;
  }
}
