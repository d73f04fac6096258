import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildChanged } from './build-changed.ts';
import { inDataFolder } from './data-folder.ts';
import { embeddingModel, WITHOUT_MODEL } from './model/embedding-model.ts';
import { consoleProgress } from './progress.ts';
import { isFree } from './services/ports.ts';
import type { Context } from './services/service.ts';
import { startServices } from './services/start-services.ts';
import { chromium } from './test/chromium.ts';
import { endCommands, ROOT, testEnvironment, tool } from './test/command.ts';
import { fuzz } from './test/fuzz.ts';
import { startProduct } from './test/product.ts';
import type { Product } from './test/product.ts';
import { newTally } from './test/tally.ts';
import { vitest } from './test/vitest.ts';

/** `npm test [-- PART … [FILTER …] [--seconds N]]`: every check that CI runs, or those of the parts named. */
const PARTS = ['lint', 'format', 'typecheck', 'build', 'unit', 'medium', 'e2e', 'fuzz'] as const;
type Part = (typeof PARTS)[number];
const isPart = (word: string): word is Part => PARTS.some((part) => part === word);

const { values, positionals: words } = parseArgs({
  options: { seconds: { type: 'string', default: '75' } },
  allowPositionals: true,
});
const fuzzSeconds = Number(values.seconds);
if (!(fuzzSeconds > 0)) throw new RangeError(`--seconds must be a number above 0, not "${values.seconds}"`);
const parts = words.some(isPart) ? words.filter(isPart) : PARTS;
const filters = words.filter((word) => !isPart(word));
const wants = (part: Part): boolean => parts.includes(part);

const CACHE = join(ROOT, '.marquee');
const DATA = join(ROOT, '.marquee-test');
/** A test must never reach the services of a real installation. */
const OWN = { DATABASE_URL: undefined, REDIS_URL: undefined, ELASTICSEARCH_URL: undefined };
const environment = { ...process.env, ...OWN, MARQUEE_SERVICES: process.env.MARQUEE_SERVICES };

const progress = consoleProgress();
const tally = newTally();
let interruption: string | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interruption = signal;
    endCommands();
  });
}
try {
  rmSync(join(DATA, 'services'), { recursive: true, force: true });
  rmSync(join(DATA, 'product'), { recursive: true, force: true });
  await staticChecks();
  if (!interruption && (wants('unit') || wants('medium'))) await tests();
  if (!interruption && (wants('e2e') || wants('fuzz')))
    await tally.check('the product starts, serves, and stops', productTests);
} catch (error) {
  await tally.check('the test run', () => Promise.reject(error));
}
if (interruption)
  await tally.check(`stopped by ${interruption}`, () => Promise.reject(new Error('Not all ran.')));
const { passed, failed } = tally.result();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Two at a time, the long ones first. */
async function staticChecks(): Promise<void> {
  const checks: [Part, () => Promise<unknown>][] = [
    [
      'typecheck',
      () => tool('nx', { args: ['run-many', '-t', 'typecheck', '--parallel=2', '--outputStyle=static'] }),
    ],
    ['lint', () => tool('eslint', { args: ['.', '--max-warnings', '0'] })],
    ['format', () => tool('prettier', { args: ['--check', '.', '--log-level', 'warn'] })],
    ['typecheck', () => tool('tsc', { args: ['-p', 'scripts'] })],
    ['build', () => buildChanged(ROOT, testEnvironment())],
  ];
  const queue = checks.filter(([part]) => wants(part));
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next && !interruption; next = queue.shift())
      await tally.check(next[0], next[1]);
  };
  await Promise.all([lane(), lane()]);
}

async function tests(): Promise<void> {
  const projects = (['unit', 'medium'] as const).filter(wants);
  const reportFile = join(DATA, 'tests.json');
  if (!wants('medium')) {
    tally.add(await vitest({ projects, filters, env: testEnvironment(OWN), reportFile }));
    return;
  }
  const folder = { path: join(DATA, 'services'), cache: CACHE, progress, durable: false };
  await inDataFolder(folder, async (context) => {
    const variables = {
      ...(await startServices({ environment, context, progress })),
      ...(await model(context)),
    };
    tally.add(await vitest({ projects, filters, env: testEnvironment(variables), reportFile }));
  });
}

async function model({ cache, note }: Pick<Context, 'cache' | 'note'>): Promise<Record<string, string>> {
  const found = await embeddingModel({ cache, environment, note });
  if (!found) note(WITHOUT_MODEL);
  return found ? { EMBEDDING_MODEL_DIR: found.directory } : {};
}

/** A browser and a fuzzer, one after the other, on the same product. */
async function productTests(): Promise<void> {
  const browser = wants('e2e') ? await chromium(progress.note) : undefined;
  const admin = { ADMIN_EMAIL: 'admin@marquee.local', ADMIN_PASSWORD: randomBytes(12).toString('hex') };
  const product = await productOnFreePorts(admin);
  try {
    if (browser !== undefined) {
      const places = {
        WEB_URL: product.webUrl,
        API_URL: product.apiUrl,
        MARQUEE_DATA: join(DATA, 'product'),
      };
      const urls = { ...admin, ...places, CHROMIUM_PATH: browser };
      const reportFile = join(DATA, 'browser.json');
      tally.add(
        await vitest({
          projects: ['e2e', 'e2e-alone'],
          filters,
          env: testEnvironment({ ...OWN, ...urls }),
          reportFile,
        }),
      );
    }
    if (!interruption && wants('fuzz')) {
      await fuzz({
        apiUrl: product.apiUrl,
        admin: { email: admin.ADMIN_EMAIL, password: admin.ADMIN_PASSWORD },
        seconds: fuzzSeconds,
        packages: join(DATA, 'py'),
        tally,
        note: progress.note,
      });
    }
  } finally {
    await product.stop();
  }
}

async function productOnFreePorts(admin: Readonly<Record<string, string>>): Promise<Product> {
  const [port, apiPort] = [await freePort(), await freePort()];
  return startProduct({
    data: join(DATA, 'product'),
    cache: CACHE,
    port,
    apiPort,
    // A fuzzer asks more in a minute than any person.
    environment: { ...OWN, ...admin, REQUESTS_PER_MINUTE: '1000000' },
  });
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 2_000);
    if (await isFree(port)) return port;
  }
}
