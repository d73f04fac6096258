import { parseArgs } from 'node:util';
import { connectElastic } from '../../elastic/src/elastic.ts';
import type { Elastic } from '../../elastic/src/elastic.ts';
import {
  neighboursBody,
  peopleBody,
  plotBody,
  titleBody,
  wishesBody,
} from '../../elastic/src/queries/candidates.ts';
import { FACET_AGGREGATIONS } from '../../elastic/src/queries/facets.ts';
import { SUMMARY_FIELDS } from '../../elastic/src/queries/fields.ts';
import { understand } from '../../elastic/src/query-understanding.ts';
import { TransformersEmbedder } from '../../recommender/src/embedder-transformers.ts';

const QUERIES = [
  'teh godfather', 'heat pacino de niro', 'man relives the same day over and over', 'wall e', '90s comedy with robin williams',
  'boy talks to ghosts', 'fbi trainee asks a cannibal for help', 'pirates of the carribean', 'toys that are alive', 'alien',
]; // prettier-ignore
const TYPED = ['g', 'go', 'godf', 'the god', 'tom h', 'spielb', 'star w', 'amel', 'godfaht', 'pulp f'];

export interface SearchBench {
  /** Median milliseconds of each way, all taken in turns within one run. */
  readonly medians: Readonly<Record<string, number>>;
  readonly ratios: {
    /** Text search through the API over a plain query with the same facets, marks and page, straight to Elasticsearch. */
    readonly textOverPlain: number;
    /** Text search through the API over its own requests, straight to Elasticsearch. */
    readonly textOverSame: number;
    /** Hybrid search through the API over the slower of its two parts plus the embedding of the query. */
    readonly hybridOverParts: number;
  };
  readonly suggestP95: number;
}

interface BenchOptions {
  readonly api: string;
  readonly elasticsearch: string;
  readonly prefix: string;
  readonly modelDir: string | undefined;
  readonly rounds?: number;
}

/** Compares search through a running API with Elasticsearch alone over the same index, in turns. */
export async function benchSearch({
  api,
  elasticsearch,
  prefix,
  modelDir,
  rounds = 10,
}: BenchOptions): Promise<SearchBench> {
  const elastic = connectElastic({ url: elasticsearch, prefix, timeoutMs: 30_000 });
  const embedder = new TransformersEmbedder({
    ...(modelDir === undefined ? {} : { modelDir }),
    cacheDir: '.marquee/models',
    allowDownload: false,
  });
  const times = new Map<string, number[]>();
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    times.set(name, [...(times.get(name) ?? []), performance.now() - started]);
    return result;
  };
  try {
    for (let round = -1; round < rounds; round++) {
      // The first round warms up.
      if (round === 0) times.clear();
      for (const [at, words] of QUERIES.entries()) {
        // The API remembers the embeddings of queries: each round asks something new.
        const query = `${words} ${'abcdefghijklmnopqrstuvwxyz'[round + 1] ?? String(round)}`;
        const [vector] = await timed('embedding', () => embedder.embed([query]));
        await timed('plain query to Elasticsearch', () => plainQuery(elastic, query));
        const ids = await timed('words to Elasticsearch', () => wordsAlone(elastic, query));
        await timed('cards and facets from Elasticsearch', () => cardsAlone(elastic, ids));
        await timed('meaning to Elasticsearch', () => meaningAlone(elastic, query, vector!));
        await timed('text through the API', () => ask(api, 'search', { q: query, mode: 'text' }));
        await timed('hybrid through the API', () => ask(api, 'search', { q: query, mode: 'hybrid' }));
        await timed('suggest through the API', () => ask(api, 'suggest', { q: TYPED[at % TYPED.length]! }));
      }
    }
  } finally {
    await Promise.all([elastic.close(), embedder.close()]);
  }
  return summary(times);
}

function summary(times: ReadonlyMap<string, readonly number[]>): SearchBench {
  const quantile = (name: string, share: number) => {
    const sorted = [...(times.get(name) ?? [])].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  };
  const median = (name: string) => quantile(name, 0.5);
  const cards = median('cards and facets from Elasticsearch');
  const slower = Math.max(median('words to Elasticsearch'), median('meaning to Elasticsearch'));
  return {
    medians: Object.fromEntries([...times.keys()].map((name) => [name, Number(median(name).toFixed(2))])),
    ratios: {
      textOverPlain: median('text through the API') / median('plain query to Elasticsearch'),
      textOverSame: median('text through the API') / (median('words to Elasticsearch') + cards),
      hybridOverParts: median('hybrid through the API') / (slower + cards + median('embedding')),
    },
    suggestP95: quantile('suggest through the API', 0.95),
  };
}

/** What one would write without Marquee: one query over all fields, with slips, facets, marks and cards. */
async function plainQuery(elastic: Elastic, query: string): Promise<void> {
  await elastic.client.search({
    index: `${elastic.prefix}-movies`,
    size: 20,
    query: {
      multi_match: { query, fields: ['titles^3', 'people^2', 'overview', 'keywords'], fuzziness: 'AUTO' },
    },
    aggregations: FACET_AGGREGATIONS,
    highlight: { fields: { title: {}, overview: {} } },
    _source: SUMMARY_FIELDS,
  });
}

async function wordsAlone(elastic: Elastic, query: string): Promise<string[]> {
  const request = { query, understanding: understand(query), filters: {} };
  const bodies = [plotBody(request), titleBody(request), peopleBody(request), wishesBody(request)];
  const { responses } = await elastic.client.msearch({
    index: `${elastic.prefix}-movies`,
    searches: bodies.filter((body) => body !== null).flatMap((body) => [{}, body]),
  });
  return responses.flatMap((response) =>
    'hits' in response ? response.hits.hits.map((hit) => hit._id!) : [],
  );
}

async function cardsAlone(elastic: Elastic, ids: readonly string[]): Promise<void> {
  const of = (values: readonly string[]) => ({ bool: { filter: [{ ids: { values: [...values] } }] } });
  await elastic.client.msearch({
    index: `${elastic.prefix}-movies`,
    searches: [
      {},
      { size: 20, query: of(ids.slice(0, 20)), _source: SUMMARY_FIELDS },
      {},
      { size: 0, query: of(ids), aggregations: FACET_AGGREGATIONS },
    ],
  });
}

async function meaningAlone(elastic: Elastic, query: string, vector: Float32Array): Promise<void> {
  const request = { query, understanding: understand(query), filters: {} };
  await elastic.client.search({
    index: `${elastic.prefix}-movies`,
    ...neighboursBody(Array.from(vector), request),
  });
}

async function ask(api: string, path: string, query: Record<string, string>): Promise<void> {
  const response = await fetch(`${api}/v1/${path}?${new URLSearchParams(query).toString()}`);
  const body = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${String(response.status)}: ${body}`);
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      api: { type: 'string', default: 'http://127.0.0.1:3001' },
      prefix: { type: 'string', default: 'marquee' },
      rounds: { type: 'string', default: '10' },
    },
  });
  const bench = await benchSearch({
    api: values.api,
    prefix: values.prefix,
    elasticsearch: process.env.ELASTICSEARCH_URL ?? 'http://127.0.0.1:9200',
    modelDir: process.env.EMBEDDING_MODEL_DIR,
    rounds: Number(values.rounds),
  });
  console.log(JSON.stringify(bench, null, 2));
}
