import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { firstSignal, inDataFolder } from './data-folder.ts';
import { embeddingModel } from './model/embedding-model.ts';
import { consoleProgress } from './progress.ts';
import { SERVICE_NAMES } from './services/service.ts';
import type { ServiceName } from './services/service.ts';
import { startServices } from './services/start-services.ts';
import { installationVariables, readDotEnv, runningVariables } from './variables.ts';
import type { Variables } from './variables.ts';

/**
 * Runs a program with the services at hand: those of the Marquee that runs on the data folder, else its own for as
 * long as the program takes: `node scripts/run.ts [--services LIST] [--when WORDS] FILE [ARGUMENT …]`.
 *
 * `--services` names those that the program needs (all three by default, `none` for none); with `--when` only if
 * one of its arguments holds one of these words.
 */
const ROOT = join(import.meta.dirname, '..');
const fileAt = process.argv.findIndex((word, position) => position > 1 && /\.m?[jt]s$/.test(word));
const [file, ...args] = process.argv.slice(fileAt);
const { values } = parseArgs({
  args: process.argv.slice(2, fileAt),
  options: { services: { type: 'string' }, when: { type: 'string' } },
});
const progress = consoleProgress(Date.now(), console.error);

try {
  readDotEnv(ROOT);
  const data = process.env.MARQUEE_DATA || join(ROOT, '.marquee');
  const running = runningVariables(data);
  const names = wantedServices();
  if (running || names.length === 0) process.exitCode = await run(running ?? (await keptModel(data)));
  else await runWithServices(data, names);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();

function wantedServices(): readonly ServiceName[] {
  const words = values.when?.split(',');
  if (words && !words.some((word) => args.join(' ').includes(word))) return [];
  const listed = values.services?.split(',');
  return SERVICE_NAMES.filter((name) => !listed || listed.includes(name));
}

/** Where a program needs no service, an embedding model is of use if it is there, but not worth a download. */
async function keptModel(data: string): Promise<Variables> {
  const cache = process.env.MARQUEE_CACHE || data;
  const environment = { ...process.env, EMBEDDING_DOWNLOAD: 'false' };
  const model = await embeddingModel({ cache, environment, note: progress.note });
  return model ? { EMBEDDING_MODEL_DIR: resolve(model.directory) } : {};
}

async function runWithServices(path: string, names: readonly ServiceName[]): Promise<void> {
  const cache = process.env.MARQUEE_CACHE;
  await inDataFolder({ path, cache, progress, durable: true, untilWorkEnds: true }, async (context) => {
    const environment = process.env;
    const [urls, model] = await Promise.all([
      startServices({ environment, context, progress, names }),
      embeddingModel({ cache: context.cache, environment, note: progress.note }),
    ]);
    process.exitCode = await run(installationVariables({ context, urls, model }));
  });
}

/** @returns the program's exit code. */
async function run(variables: Variables): Promise<number> {
  const child = spawn(process.execPath, [resolve(ROOT, file!), ...args], {
    env: { ...process.env, ...variables },
    stdio: 'inherit',
  });
  // In a terminal a Ctrl-C reaches the program by itself, and a second one would mean "at once" to it.
  void firstSignal().then((signal) => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal));
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => done(code ?? 128 + constants.signals[signal!]));
  });
}
