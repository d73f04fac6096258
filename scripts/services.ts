import { parseArgs } from 'node:util';
import { inDataFolder } from './data-folder.ts';
import { consoleProgress } from './progress.ts';
import { SERVICE_NAMES } from './services/service.ts';
import { startServices } from './services/start-services.ts';

/**
 * Starts the services alone and prints their addresses:
 * `node scripts/services.ts [--data FOLDER] [--only postgres,redis,elasticsearch]`.
 */
const { values } = parseArgs({ options: { data: { type: 'string' }, only: { type: 'string' } } });
const wanted = values.only?.split(',');
const names = SERVICE_NAMES.filter((name) => !wanted || wanted.includes(name));
const progress = consoleProgress();
const path = values.data ?? process.env.MARQUEE_DATA ?? '.marquee';
const cache = process.env.MARQUEE_CACHE;
try {
  const signal = await inDataFolder({ path, cache, progress, durable: true }, async (context) => {
    const urls = await startServices({ environment: process.env, context, progress, names });
    for (const [variable, url] of Object.entries(urls)) console.log(`export ${variable}='${url}'`);
    progress.note('Ready; Ctrl-C ends them');
    await new Promise(() => undefined);
  });
  progress.note(`Everything is stopped (${signal})`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();
