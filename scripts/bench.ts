import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseEnvironment } from '@marquee/contract/environment';
import { benchKernels } from './bench/kernels.ts';
import { benchRecommendations } from './bench/recommend.ts';
import { benchSearch } from './bench/search.ts';

/**
 * `npm run bench`: measures a running Marquee against what it is built on, in turns within one run, and writes
 * bench/<time>.json. The API must run with a REQUESTS_PER_MINUTE that is never
 * reached, such as 100000000: with less its own limit is what is measured, and with 0 the counting costs nothing.
 */
const environment = parseEnvironment();
const api = `http://127.0.0.1:${String(environment.API_PORT)}`;
const startedAt = new Date();
const load = loadavg()[0]!;
if (load > availableParallelism() / 2)
  console.log(`The machine is busy (load ${load.toFixed(1)}): trust ratios only.`);

const search = await benchSearch({
  api,
  elasticsearch: environment.ELASTICSEARCH_URL,
  prefix: environment.ELASTICSEARCH_PREFIX,
  modelDir: environment.EMBEDDING_MODEL_DIR,
});
console.log('\nSearch (medians in ms, ratios)');
console.table(search.medians);
console.table({ ...search.ratios, suggestP95: search.suggestP95 });

const recommendations = await benchRecommendations({ api, redis: environment.REDIS_URL });
console.log('\nRecommendations');
console.table(recommendations);

const { training, ...serving } = await benchKernels();
console.log(
  '\nKernels (medians in ms, 64 factors), and training against the Python library implicit, where there is one',
);
console.table(serving);
for (const { confidence, marquee, implicit } of training)
  console.table({
    [`marquee, confidence ${String(confidence)}`]: marquee,
    ...(implicit ? { implicit } : {}),
  });

const folder = join(import.meta.dirname, '../bench');
const file = join(
  folder,
  `${startedAt.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}.json`,
);
const machine = { cpu: cpus()[0]?.model, cores: availableParallelism(), load, node: process.version };
await mkdir(folder, { recursive: true });
await writeFile(
  file,
  `${JSON.stringify({ at: startedAt.toISOString(), machine, search, recommendations, kernels: { ...serving, training } }, null, 2)}\n`,
);
console.log(`\nWritten to ${file}`);
process.exit();
