import { randomBytes } from 'node:crypto';
import { connectElastic } from '../../elastic/src/elastic.ts';
import type { Elastic } from '../../elastic/src/elastic.ts';
import { idOf } from '../../elastic/src/kept-films.ts';
import {
  neighboursBody,
  peopleBody,
  plotBody,
  titleBody,
  wishesBody,
} from '../../elastic/src/queries/candidates.ts';
import { FACET_AGGREGATIONS } from '../../elastic/src/queries/facets.ts';
import { SUMMARY_FIELDS } from '../../elastic/src/queries/fields.ts';
import { suggestPeopleBody, suggestTitlesBody } from '../../elastic/src/queries/suggest.ts';
import { understand } from '../../elastic/src/query-understanding.ts';
import { TransformersEmbedder } from '../../recommender/src/embedder-transformers.ts';
import { ask } from './ask.ts';
import { median, quantile } from './figures.ts';
import type { Measured } from './figures.ts';
import type { Target } from './target.ts';

const QUERIES = [
  'teh godfather', 'heat pacino de niro', 'man relives the same day over and over', 'wall e', '90s comedy with robin williams',
  'boy talks to ghosts', 'fbi trainee asks a cannibal for help', 'pirates of the carribean', 'toys that are alive', 'alien',
]; // prettier-ignore
const ROUNDS = 10;
/** The API remembers the embeddings of queries: each one has to be new, in the next run too. */
const nonsense = (): string =>
  randomBytes(2)
    .toString('hex')
    .replaceAll(/\d/g, (digit) => 'ghjkmnpqrs'[Number(digit)]!);

const MODES = ['text', 'semantic', 'hybrid'] as const;
const TYPED = ['g', 'go', 'godf', 'the god', 'tom h', 'spielb', 'star w', 'amel', 'godfaht', 'pulp f'];

/** Compares search through a running API with Elasticsearch alone over the same index, in turns. */
export async function benchSearch({ api, environment }: Target): Promise<Measured> {
  const { EMBEDDING_MODEL_DIR: modelDir, ELASTICSEARCH_URL: url, ELASTICSEARCH_PREFIX: prefix } = environment;
  const elastic = connectElastic({ url, prefix, timeoutMs: 30_000 });
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
    for (let round = -1; round < ROUNDS; round++) {
      // The first round warms up.
      if (round === 0) times.clear();
      for (const [at, words] of QUERIES.entries()) {
        const query = `${words} ${nonsense()}`;
        const [vector] = await timed('embedding', () => embedder.embed([query]));
        await timed('plain query to Elasticsearch', () => plainQuery(elastic, query));
        const ids = await timed('words to Elasticsearch', () => wordsAlone(elastic, query));
        await timed('cards and facets from Elasticsearch', () => cardsAlone(elastic, ids));
        await timed('meaning to Elasticsearch', () => meaningAlone(elastic, query, vector!));
        // The modes take turns in being first: that one reads what is known of films that no search has brought up yet.
        for (let turn = 0; turn < MODES.length; turn++) {
          const mode = MODES[(turn + round + at + MODES.length) % MODES.length]!;
          const q = `${words} ${nonsense()}`;
          await timed(`${mode} through the API`, () => askFor(api, 'search', { q, mode }));
        }
        const typed = TYPED[at % TYPED.length]!;
        await timed('suggest to Elasticsearch', () => suggestionsAlone(elastic, typed));
        await timed('suggest through the API', () => askFor(api, 'suggest', { q: typed }));
      }
    }
  } finally {
    await Promise.all([elastic.close(), embedder.close()]);
  }
  return summary(times);
}

function summary(times: ReadonlyMap<string, readonly number[]>): Measured {
  const middle = (name: string): number => median(times.get(name) ?? []);
  const cards = middle('cards and facets from Elasticsearch');
  const slower = Math.max(middle('words to Elasticsearch'), middle('meaning to Elasticsearch'));
  const suggestions = times.get('suggest through the API') ?? [];
  return {
    figures: [
      {
        what: 'text search over its own requests to Elasticsearch',
        value: middle('text through the API') / (middle('words to Elasticsearch') + cards),
        aim: { atMost: 1.3 },
      },
      {
        what: 'text search over one plain query with facets and marks',
        value: middle('text through the API') / middle('plain query to Elasticsearch'),
      },
      {
        what: 'hybrid search over its slower half, the cards and the embedding',
        value: middle('hybrid through the API') / (slower + cards + middle('embedding')),
        aim: { atMost: 1.3 },
      },
      {
        what: 'semantic search over its request to Elasticsearch, the cards and the embedding',
        value:
          middle('semantic through the API') /
          (middle('meaning to Elasticsearch') + cards + middle('embedding')),
        aim: { atMost: 1.3 },
      },
      {
        what: 'suggestions over their own requests to Elasticsearch',
        value: middle('suggest through the API') / middle('suggest to Elasticsearch'),
        aim: { atMost: 1.3 },
      },
      { what: 'suggestions, p95', value: quantile(suggestions, 0.95), unit: 'ms', aim: { atMost: 15 } },
      ...[...times.keys()].map((what) => ({ what, value: middle(what), unit: 'ms' })),
    ],
    details: Object.fromEntries(times),
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
    'hits' in response ? response.hits.hits.map((hit) => String(idOf(hit))) : [],
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

async function suggestionsAlone(elastic: Elastic, text: string): Promise<void> {
  await elastic.client.msearch({
    index: `${elastic.prefix}-movies`,
    searches: [{}, suggestTitlesBody(text), {}, suggestPeopleBody(text)],
  });
}

const askFor = (api: string, path: string, query: Readonly<Record<string, string>>): Promise<string> =>
  ask(`${api}/v1/${path}?${new URLSearchParams(query).toString()}`);
