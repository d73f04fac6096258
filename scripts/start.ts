import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseEnvironment } from '@marquee/contract/environment';
import { buildChanged } from './build-changed.ts';
import { inDataFolder } from './data-folder.ts';
import { embeddingModel, WITHOUT_MODEL } from './model/embedding-model.ts';
import { programs } from './programs.ts';
import { describeAdmin } from './new-admin.ts';
import type { NewAdmin } from './new-admin.ts';
import { consoleProgress } from './progress.ts';
import type { Context } from './services/service.ts';
import { startServices } from './services/start-services.ts';
import { keepRunning } from './services/supervisor.ts';
import { assertFree } from './taken-ports.ts';
import { installationVariables, keepVariables, readDotEnv } from './variables.ts';
import type { Variables } from './variables.ts';

/** `npm start`: everything, from the services to the two addresses, until a signal ends it. */
const ROOT = join(import.meta.dirname, '..');
const progress = consoleProgress(Number(process.env.MARQUEE_STARTED_AT) || Date.now());

process.chdir(ROOT);

try {
  readDotEnv(ROOT);
  const { PORT, API_PORT, HOST, MARQUEE_DATA } = parseEnvironment();
  await assertFree({ PORT, API_PORT }, HOST);
  const folder = { path: MARQUEE_DATA, cache: process.env.MARQUEE_CACHE, progress, durable: true };
  const signal = await inDataFolder(folder, serve);
  progress.note(`Everything is stopped (${signal})`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();

async function serve(context: Context): Promise<void> {
  const environment = process.env;
  const [urls, model] = await all([
    startServices({ environment, context, progress }),
    embeddingModel({ cache: context.cache, environment, note: progress.note }),
    progress.step(
      () => buildChanged(ROOT),
      (built) => (built.length > 0 ? `Built ${built.join(' and ')}` : 'The builds are up to date'),
    ),
  ]);
  progress.note(model ? `Embedding model ${model.origin}` : WITHOUT_MODEL);
  const variables = installationVariables({ context, urls, model });
  keepVariables(context, variables);
  const admin = await firstSteps(variables);

  const { api, jobs, web } = programs(ROOT, variables);
  await progress.step(
    () =>
      all([
        keepRunning(api, context.place),
        keepRunning(jobs, context.place),
        keepRunning(web, context.place),
      ]),
    () => 'API, jobs and web answer',
  );
  if (admin) progress.note(describeAdmin(admin));
  progress.note(`Marquee is ready: ${variables.PUBLIC_URL} (API: http://localhost:${variables.API_PORT})`);
  await new Promise(() => undefined);
}

/**
 * Migrates, and on an empty installation loads, embeds, indexes and trains; in a process that gives its memory back.
 * @returns the admin that was made, if one was.
 */
async function firstSteps(variables: Variables): Promise<NewAdmin | undefined> {
  const program = join(ROOT, 'scripts/first-steps.ts');
  const child = spawn(process.execPath, [program, String(progress.startedAt)], {
    cwd: ROOT,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let admin: NewAdmin | undefined;
  child.once('message', (message) => (admin = message as NewAdmin));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Error('The data could not be prepared; what is wrong stands above.');
  return admin;
}

/** Waits for all even when one fails, so that nothing is still being started while everything is stopped. */
async function all<const Work extends readonly Promise<unknown>[]>(
  work: Work,
): Promise<{ -readonly [Position in keyof Work]: Awaited<Work[Position]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
