import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningElasticsearch, StartOptions } from './launch.ts';
import { type Ask, removeTrial, startTrial, trialOptions } from './trial-node.ts';

const DIMENSIONS = 384;
const FILMS = [
  [
    'The Matrix',
    1999,
    ['Action', 'Science Fiction'],
    'A hacker learns that his world is a simulation run by machines.',
  ],
  [
    'The Matrix Reloaded',
    2003,
    ['Action', 'Science Fiction'],
    'The hacker and his friends fight the machines of the simulation.',
  ],
  ['Amélie', 2001, ['Comedy', 'Romance'], 'A shy waitress in Paris changes the lives of those around her.'],
  ['Blade Runner', 1982, ['Science Fiction'], 'A policeman hunts artificial humans through a rainy city.'],
  ['Heat', 1995, ['Crime'], 'A policeman hunts a crew of thieves through Los Angeles.'],
] as const;

let options: StartOptions;
let node: RunningElasticsearch;
let ask: Ask;

beforeAll(async () => {
  options = await trialOptions();
  ({ node, ask } = await startTrial(options));
  expect((await ask('PUT', '/films-1', filmIndex())).body).toMatchObject({ acknowledged: true });
  const lines = FILMS.flatMap(([title, year, genres, overview], position) => [
    { index: { _index: 'films-1', _id: String(position) } },
    {
      title,
      year,
      genres,
      overview,
      suggest: title,
      vector: towards(position),
      factors: towards(position, 3),
      rating: 3 + position / 4,
    },
  ]);
  expect((await ask('POST', '/_bulk?refresh=true', lines)).body.errors).toBe(false);
});

afterAll(async () => {
  await node?.stop();
  await removeTrial(options);
});

function filmIndex(): object {
  const text = { type: 'text', analyzer: 'stems' };
  return {
    settings: {
      number_of_shards: 1,
      number_of_replicas: 0,
      analysis: {
        filter: {
          stems: { type: 'stemmer', language: 'light_english' },
          beginnings: { type: 'edge_ngram', min_gram: 1, max_gram: 12 },
          words: {
            type: 'synonym_graph',
            synonyms: ['cop, policeman', 'sci-fi, science fiction'],
            lenient: true,
          },
          pairs: { type: 'shingle', min_shingle_size: 2, max_shingle_size: 3 },
        },
        analyzer: {
          stems: { tokenizer: 'standard', filter: ['lowercase', 'asciifolding', 'stems'] },
          asked: { tokenizer: 'standard', filter: ['lowercase', 'asciifolding', 'words', 'stems'] },
          beginnings: { tokenizer: 'standard', filter: ['lowercase', 'asciifolding', 'beginnings'] },
          typed: { tokenizer: 'standard', filter: ['lowercase', 'asciifolding'] },
          pairs: { tokenizer: 'standard', filter: ['lowercase', 'pairs'] },
        },
        normalizer: { folded: { type: 'custom', filter: ['lowercase', 'asciifolding'] } },
      },
    },
    mappings: {
      properties: {
        title: {
          ...text,
          search_analyzer: 'asked',
          fields: {
            beginnings: { type: 'text', analyzer: 'beginnings', search_analyzer: 'typed' },
            pairs: { type: 'text', analyzer: 'pairs' },
            folded: { type: 'keyword', normalizer: 'folded' },
          },
        },
        overview: { ...text, search_analyzer: 'asked', term_vector: 'with_positions_offsets' },
        genres: { type: 'keyword' },
        year: { type: 'integer' },
        rating: { type: 'float' },
        suggest: { type: 'completion' },
        vector: {
          type: 'dense_vector',
          dims: DIMENSIONS,
          similarity: 'cosine',
          index_options: { type: 'int8_hnsw' },
        },
        factors: {
          type: 'dense_vector',
          dims: DIMENSIONS,
          similarity: 'max_inner_product',
          index_options: { type: 'int8_hnsw' },
        },
      },
    },
  };
}

/** A vector that points mostly along one axis. */
function towards(axis: number, length = 1): number[] {
  return Array.from({ length: DIMENSIONS }, (_, i) => (i === axis ? length : 0.01));
}

async function search(body: object): Promise<Awaited<ReturnType<Ask>>['body']> {
  const answer = await ask('POST', '/films-1/_search', body);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

function ids(body: { hits: { hits: { _id: string }[] } }): string[] {
  return body.hits.hits.map(({ _id }) => _id);
}

describe('text', () => {
  it.each([
    ['accents fold', { match: { title: 'amelie' } }, ['2']],
    ['stems match', { match: { overview: 'simulations' } }, ['0', '1']],
    ['synonyms match', { match: { overview: 'cop' } }, ['3', '4']],
    ['typing finds', { match: { 'title.beginnings': { query: 'bla run', operator: 'and' } } }, ['3']],
    ['typos are forgiven', { match: { title: { query: 'matrxi', fuzziness: 'AUTO' } } }, ['0', '1']],
    ['whole titles fold', { term: { 'title.folded': 'AMELIE' } }, ['2']],
  ])('%s', async (_, query, expected) => {
    expect(ids(await search({ query })).sort()).toEqual(expected);
  });

  it('marks what matched', async () => {
    const body = await search({
      query: { match: { overview: 'hacker' } },
      highlight: { fields: { overview: {} } },
    });
    expect(body.hits.hits[0].highlight.overview[0]).toContain('<em>hacker</em>');
  });

  it('finds films like one', async () => {
    const like = { like: [{ _id: '0' }], fields: ['overview', 'title'], min_term_freq: 1, min_doc_freq: 1 };
    expect(ids(await search({ query: { more_like_this: like } }))[0]).toBe('1');
  });

  it('weighs by a field', async () => {
    const function_score = {
      query: { match_all: {} },
      field_value_factor: { field: 'rating', modifier: 'log1p' },
      boost_mode: 'replace',
    };
    expect(ids(await search({ query: { function_score } }))[0]).toBe('4');
  });

  it('gives the terms of a document with their frequencies', async () => {
    const { body } = await ask('GET', '/films-1/_termvectors/0?fields=overview&term_statistics=true');
    expect(body.term_vectors.overview.terms.machine).toMatchObject({ term_freq: 1, doc_freq: 2 });
  });
});

describe('vectors', () => {
  it('finds the nearest by cosine, within a filter', async () => {
    const knn = { field: 'vector', query_vector: towards(0), k: 2, num_candidates: 10 };
    expect(ids(await search({ knn }))[0]).toBe('0');
    expect(ids(await search({ knn: { ...knn, filter: { term: { genres: 'Crime' } } } }))).toEqual(['4']);
  });

  it('ranks by inner product beyond length one', async () => {
    const knn = { field: 'factors', query_vector: towards(3, 2), k: 1, num_candidates: 10 };
    const { hits } = await search({ knn });
    expect(hits.hits[0]._id).toBe('3');
    // Vectors are kept in eight bits a dimension, which moves this score by about one per cent.
    expect(hits.hits[0]._score).toBeCloseTo(1 + 2 * 3 + (DIMENSIONS - 1) * 0.01 * 0.01, 0);
  });
});

describe('suggestions', () => {
  it('completes a title, and corrects a phrase', async () => {
    const { suggest } = await search({
      suggest: {
        typed: { prefix: 'the mat', completion: { field: 'suggest' } },
        meant: { text: 'blade runer', phrase: { field: 'title.pairs', max_errors: 2, confidence: 0 } },
      },
    });
    expect(suggest.typed[0].options.map((option: { text: string }) => option.text)).toContain('The Matrix');
    expect(suggest.meant[0].options[0].text).toBe('blade runner');
  });
});

describe('lists and changes', () => {
  it('counts facets', async () => {
    const aggs = {
      genres: { terms: { field: 'genres' } },
      years: { histogram: { field: 'year', interval: 10 } },
    };
    const { aggregations } = await search({ size: 0, aggs });
    expect(aggregations.genres.buckets[0]).toEqual({ key: 'Science Fiction', doc_count: 3 });
    expect(aggregations.years.buckets).toHaveLength(3);
  });

  it('runs several searches in one request', async () => {
    const { body } = await ask('POST', '/films-1/_msearch', [
      {},
      { query: { match: { title: 'heat' } } },
      {},
      { knn: { field: 'vector', query_vector: towards(2), k: 1, num_candidates: 5 } },
    ]);
    expect(body.responses.map(ids)).toEqual([['4'], ['2']]);
  });

  it('walks a frozen view page by page', async () => {
    const { body: opened } = await ask('POST', '/films-1/_pit?keep_alive=1m');
    const page = { pit: { id: opened.id }, size: 3, sort: [{ year: 'asc' }] };
    const { body: first } = await ask('POST', '/_search', page);
    const after = first.hits.hits[2].sort;
    const { body: second } = await ask('POST', '/_search', { ...page, search_after: after });
    expect([...ids(first), ...ids(second)]).toEqual(['3', '4', '0', '2', '1']);
    expect((await ask('DELETE', '/_pit', { id: opened.id })).body.succeeded).toBe(true);
  });

  it('moves an alias in one step', async () => {
    await ask('PUT', '/films-2', filmIndex());
    await ask('POST', '/_aliases', { actions: [{ add: { index: 'films-1', alias: 'films' } }] });
    const actions = [
      { remove: { index: 'films-1', alias: 'films' } },
      { add: { index: 'films-2', alias: 'films' } },
    ];
    expect((await ask('POST', '/_aliases', { actions })).body.acknowledged).toBe(true);
    expect(Object.keys((await ask('GET', '/_alias/films')).body)).toEqual(['films-2']);
  });

  it('changes part of a document and keeps its vectors', async () => {
    const change = { doc: { title: 'Heat (1995)' } };
    expect((await ask('POST', '/films-1/_update/4?refresh=true', change)).body.result).toBe('updated');
    expect(
      ids(await search({ knn: { field: 'vector', query_vector: towards(4), k: 1, num_candidates: 5 } })),
    ).toEqual(['4']);
  });
});
