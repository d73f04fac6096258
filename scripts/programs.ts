import { join } from 'node:path';
import { PROCESS_RANK } from './services/service.ts';
import type { Program } from './services/supervisor.ts';
import type { Variables } from './variables.ts';

const READY_WITHIN_MS = 60_000;

/** The three processes of Marquee, as the launcher runs them. */
export function programs(
  root: string,
  variables: Variables,
): Readonly<Record<'api' | 'jobs' | 'web', Program>> {
  const common = {
    command: process.execPath,
    cwd: root,
    env: { ...process.env, ...variables },
    signal: 'SIGTERM',
    rank: PROCESS_RANK,
    readyWithinMs: READY_WITHIN_MS,
  } as const;
  return {
    api: {
      ...common,
      name: 'api',
      args: ['--enable-source-maps', join(root, 'api/dist/main.js')],
      isReady: () => answers(`http://127.0.0.1:${variables.API_PORT}/health/live`),
    },
    jobs: { ...common, name: 'jobs', args: [join(root, 'jobs/src/main.ts')], isReady: async () => true },
    web: {
      ...common,
      name: 'web',
      args: ['--enable-source-maps', join(root, 'web/server.ts')],
      isReady: () => answers(`http://127.0.0.1:${variables.PORT}/`),
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  await response.arrayBuffer();
  return response.ok;
}
