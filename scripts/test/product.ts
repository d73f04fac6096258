import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { readRecords, isAlive } from '../services/processes.ts';
import { follow, ROOT, testEnvironment } from './command.ts';
import { join } from 'node:path';

/** The first start embeds and trains; on a busy machine with two cores that takes minutes. */
const READY_WITHIN_MS = 900_000;

export type Product = {
  readonly webUrl: string;
  readonly apiUrl: string;
  /** SIGTERM, as a service manager sends it. @throws Error when it does not end in order. */
  readonly stop: () => Promise<void>;
};

export type ProductOptions = {
  readonly data: string;
  readonly cache: string;
  readonly port: number;
  readonly apiPort: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/**
 * Starts the whole product as a person does, and waits for its last line.
 * @throws Error with all it said when it ends or stays silent.
 */
export async function startProduct({
  data,
  cache,
  port,
  apiPort,
  environment,
}: ProductOptions): Promise<Product> {
  const ports = { PORT: String(port), API_PORT: String(apiPort), API_URL: undefined, PUBLIC_URL: undefined };
  const child = spawn(process.execPath, [join(ROOT, 'scripts/start.ts')], {
    cwd: ROOT,
    env: testEnvironment({
      ...environment,
      ...ports,
      MARQUEE_DATA: data,
      MARQUEE_CACHE: cache,
      MARQUEE_BOOTSTRAP: String(process.pid),
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  follow(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      said += String(part);
      process.stdout.write(String(part).replaceAll(/^(?=.)/gm, '  | '));
    });
  }
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!said.includes('Marquee is ready')) {
    if (hasEnded(child) || Date.now() > deadline) {
      child.kill('SIGTERM');
      throw new Error(`Marquee did not start:\n${said}`);
    }
    await sleep(100);
  }
  return {
    webUrl: `http://localhost:${port}`,
    apiUrl: `http://localhost:${apiPort}`,
    stop: async () => {
      const records = readRecords(join(data, 'run'));
      child.kill('SIGTERM');
      if (!hasEnded(child)) await once(child, 'exit');
      const left = records.filter(isAlive).map((record) => record.name);
      if (child.exitCode !== 0 || left.length > 0) {
        throw new Error(
          `Exit code ${child.exitCode}, still running: ${left.join(', ') || 'nothing'}\n${said}`,
        );
      }
    },
  };
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
