import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findJava } from '../../elastic/embedded/src/java.ts';
import { assembleElasticsearch } from '../../elastic/embedded/src/assemble.ts';
import { startElasticsearch } from '../../elastic/embedded/src/launch.ts';
import { connectElastic } from '../../elastic/src/elastic.ts';
import type { Elastic } from '../../elastic/src/elastic.ts';
import { CACHE } from '../cache-folder.ts';
import { inDataFolder } from '../data-folder.ts';
import { consoleProgress } from '../progress.ts';
import { privatePort } from '../services/ports.ts';
import type { Context } from '../services/service.ts';
import { startServices } from '../services/start-services.ts';
import { ROOT } from '../test/command.ts';
import type { Measured } from './figures.ts';
import type { Server } from './growth/building.ts';
import { chartsOf, growthFigures, tablesOf } from './growth/charts.ts';
import { vectorGrowth } from './growth/knn.ts';
import { growthPage } from './growth/page.ts';
import { readGrowth, withOne, writeGrowth } from './growth/record.ts';
import type { Growth, GrowthPart } from './growth/record.ts';
import { recommendGrowth } from './growth/recommend.ts';
import { searchGrowth } from './growth/search.ts';
import { trainingGrowth } from './growth/training.ts';
import { importTimes } from './imports.ts';
import { leftover } from './leftovers.ts';

export interface GrowthOptions {
  readonly films: readonly number[];
  readonly ratings: readonly number[];
  readonly parts: readonly GrowthPart[];
  /** Where the day's figures and page are kept. */
  readonly folder: string;
  readonly at: Date;
  /** Leaves the indices for a next run, which then measures them beside larger ones. */
  readonly lasting: boolean;
  /** Heap of Elasticsearch in megabytes, else by the largest index. */
  readonly heapMb: number | undefined;
}

/** Apart, so that ratings can be measured while an index of a million films is being built. */
const DATA = { films: join(ROOT, '.marquee-growth'), ratings: join(ROOT, '.marquee-growth-ratings') };
/** Films up to which the embedded server's usual heap is enough. */
const USUAL_HEAP_FILMS = 100_000;
const [USUAL_HEAP_MB, LARGE_HEAP_MB] = [512, 4096];
/** A tenth of the heap is where segments are made: the larger, the fewer have to be merged. */
const heapFor = (films: number): number => (films > USUAL_HEAP_FILMS ? LARGE_HEAP_MB : USUAL_HEAP_MB);

/**
 * How latency, memory, disk and training grow with films and ratings, all synthetic; starts services of its own, and
 * removes them with their data unless they are to last. Adds to what was measured the same day, and draws it.
 */
export async function benchGrowth({
  films,
  ratings,
  parts,
  folder,
  at,
  lasting,
  heapMb,
}: GrowthOptions): Promise<Measured> {
  const file = join(folder, `growth-${at.toISOString().slice(0, 10)}.json`);
  const keep = <Part extends GrowthPart>(part: Part, one: Growth[Part][number]): void => {
    const growth = withOne(readGrowth(file), part, one);
    writeGrowth(file, growth);
    writeFileSync(file.replace('.json', '.html'), growthPage(chartsOf(growth), tablesOf(growth)));
  };
  const progress = consoleProgress();
  const each = async (
    part: GrowthPart,
    sizes: readonly number[],
    work: (size: number) => Promise<void>,
  ): Promise<void> => {
    if (!parts.includes(part)) return;
    for (const size of sizes) {
      progress.note(`${part}: ${size.toLocaleString('en')}`);
      await work(size);
    }
  };
  if (films.length > 0 && (parts.includes('search') || parts.includes('vectors')))
    await inServices({ path: DATA.films, lasting }, (context) =>
      onElasticsearch(heapMb ?? heapFor(Math.max(...films)), context, async (server) => {
        if (parts.includes('search'))
          for (const one of await searchGrowth(films, server)) keep('search', one);
        await each('vectors', films, async (count) => {
          keep('vectors', await vectorGrowth(count, server));
        });
      }),
    );
  await each('recommend', films, async (count) => {
    keep('recommend', await recommendGrowth(count));
  });
  await each('training', ratings, async (count) => {
    keep('training', await trainingGrowth(count));
  });
  if (ratings.length > 0 && parts.includes('import'))
    await inServices({ path: DATA.ratings, lasting: false }, async (context) => {
      const { DATABASE_URL } = await startServices({
        environment: {},
        context,
        progress,
        names: ['postgres'],
      });
      await each('import', ratings, async (count) => {
        const size = {
          ratings: count,
          people: Math.ceil(count / 155),
          films: Math.ceil(12 * Math.sqrt(count)),
        };
        keep('import', await importTimes(DATABASE_URL!, size, 1));
      });
    });
  return { figures: growthFigures(readGrowth(file)), details: { file } };
}

interface Place {
  readonly path: string;
  readonly lasting: boolean;
}

async function inServices(
  { path, lasting }: Place,
  work: (context: Context) => Promise<void>,
): Promise<void> {
  const ended = inDataFolder(
    { path, cache: CACHE, progress: consoleProgress(), durable: false },
    work,
  ).finally(() => {
    if (!lasting) rmSync(path, { recursive: true, force: true });
  });
  // It hears a signal by itself: all there is to do is to wait until it has ended what it started.
  leftover(() => Promise.allSettled([ended]));
  const signal = await ended;
  if (signal !== undefined) throw new RangeError(`Stopped by ${signal}.`);
}

async function onElasticsearch(
  heapMb: number,
  { data, cache, note }: Context,
  work: (server: Server) => Promise<void>,
): Promise<void> {
  const { home: javaHome } = await findJava();
  const home = await assembleElasticsearch({
    cacheDir: join(cache, 'elasticsearch'),
    javaHome,
    onProgress: note,
  });
  const server = await startElasticsearch({
    home,
    javaHome,
    data: join(data, 'elasticsearch'),
    logs: join(data, 'logs'),
    httpPort: await privatePort(data, 'elasticsearch'),
    transportPort: await privatePort(data, 'elasticsearch-transport'),
    heapMb,
  });
  const connections = new Map<string, Elastic>();
  const at = (prefix: string): Elastic => {
    const there = connections.get(prefix) ?? connectElastic({ url: server.url, prefix, noticesDeath: false });
    connections.set(prefix, there);
    return there;
  };
  try {
    await work({ at, pid: server.pid, say: note });
  } finally {
    for (const connection of connections.values()) await connection.close();
    await server.stop();
  }
}
