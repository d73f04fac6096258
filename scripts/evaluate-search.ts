import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TransformersEmbedder } from '../recommender/src/embedder-transformers.ts';
import { readCatalogue } from './search-evaluation/catalogue.ts';
import { FAMES, KINDS, qualityOf, readQueries } from './search-evaluation/judged-queries.ts';
import type { JudgedQuery } from './search-evaluation/judged-queries.ts';
import { apiMethods, localMethods, openElastic } from './search-evaluation/methods.ts';
import type { Method } from './search-evaluation/methods.ts';
import { fillScratchIndex } from './search-evaluation/scratch-index.ts';

/**
 * How well search finds the film that is meant: `npm run evaluate:search -- [--api URL] [--queries FOLDER] [--misses]`.
 * Indexes MOVIELENS_DIR into a scratch index of ELASTICSEARCH_URL (`npm run` starts a server where none is set); or asks a running API.
 */
const { values: flags } = parseArgs({
  options: {
    api: { type: 'string' },
    queries: { type: 'string', default: join(import.meta.dirname, 'search-queries') },
    misses: { type: 'boolean', default: false },
  },
});
const PREFIX = 'search-evaluation';
const CACHE = join(import.meta.dirname, '../.marquee/search-evaluation');
const queries = readQueries(flags.queries);

if (flags.api === undefined) await evaluateLocally();
else await evaluate(apiMethods(flags.api));
process.exit();

async function evaluateLocally(): Promise<void> {
  const { MOVIELENS_DIR: folder, ELASTICSEARCH_URL: url, EMBEDDING_MODEL_DIR: modelDir } = process.env;
  if (folder === undefined)
    throw new Error('Set MOVIELENS_DIR to the folder of ml-latest-small and its metadata.');
  if (url === undefined) throw new Error('Set ELASTICSEARCH_URL, or start this by: npm run evaluate:search');
  const elastic = openElastic(url, PREFIX);
  const embedder = new TransformersEmbedder({
    ...(modelDir === undefined ? {} : { modelDir }),
    cacheDir: join(CACHE, 'models'),
    allowDownload: true,
  });
  try {
    await fillScratchIndex(await readCatalogue(folder), {
      elastic,
      embedder,
      cache: CACHE,
      say: console.error,
    });
    await evaluate(await localMethods(elastic, embedder));
  } finally {
    const indices = Object.keys(await elastic.client.indices.get({ index: `${PREFIX}-movies-*` }));
    if (indices.length > 0) await elastic.client.indices.delete({ index: indices });
    await Promise.all([elastic.close(), embedder.close()]);
  }
}

async function evaluate(methods: Record<string, Method>): Promise<void> {
  console.log('method               set                queries  hit@1  hit@10  MRR@10');
  for (const [name, method] of Object.entries(methods)) {
    const ranks = new Map<JudgedQuery, number>();
    for (const query of queries) {
      const place = (await method(query.query)).indexOf(query.movieId);
      ranks.set(query, place < 0 ? Infinity : place + 1);
    }
    report(name, ranks);
  }
}

function report(name: string, ranks: ReadonlyMap<JudgedQuery, number>): void {
  const sets = [...new Set(queries.map(({ set }) => set))];
  const rows: [string, (query: JudgedQuery) => boolean][] = [
    ...FAMES.map((fame): [string, (query: JudgedQuery) => boolean] => [fame, (query) => query.fame === fame]),
    ...FAMES.flatMap((fame) =>
      sets.map((set): [string, (query: JudgedQuery) => boolean] => [
        `${fame}, ${set}`,
        (query) => query.fame === fame && query.set === set,
      ]),
    ),
    ...KINDS.map((kind): [string, (query: JudgedQuery) => boolean] => [kind, (query) => query.kind === kind]),
  ];
  for (const [label, belongs] of rows) {
    const {
      queries: count,
      hitAt1,
      hitAt10,
      mrrAt10,
    } = qualityOf(queries.filter(belongs).map((query) => ranks.get(query)!));
    const figures = [hitAt1, hitAt10].map((share) => share.toFixed(2).padStart(6)).join(' ');
    console.log(
      `${name.padEnd(20)} ${label.padEnd(18)} ${String(count).padStart(7)} ${figures} ${mrrAt10.toFixed(3).padStart(7)}`,
    );
  }
  if (!flags.misses) return;
  for (const [query, rank] of ranks)
    if (rank > 1) console.log(`  ${String(rank).padStart(8)}  ${query.query} → ${query.title}`);
}
