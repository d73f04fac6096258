import { describe, expect, it } from 'vitest';
import { BARE } from '#queries/bare';
import {
  CANDIDATE_FIELDS,
  factsAheadBody,
  factsBody,
  neighboursBody,
  peopleBody,
  plotBody,
  titleBody,
  wishesBody,
} from '#queries/candidates';
import { understand } from '#query-understanding';

const request = {
  query: 'the rat who cooks',
  understanding: understand('the rat who cooks'),
  filters: { genres: ['Comedy'], yearFrom: 2000 },
  exclusions: { movies: [7] },
};
const filter = [{ term: { genres: 'Comedy' } }, { range: { year: { gte: 2000 } } }];
const mustNot = [{ terms: { id: [7] } }];
const popularity = {
  functions: [
    { weight: 1 },
    { field_value_factor: { field: 'ratingCount', modifier: 'log2p', missing: 0 }, weight: 0.5 },
  ],
  score_mode: 'sum',
  boost_mode: 'multiply',
};

describe('candidates', () => {
  it('by plot: the telling words over all plot fields together', () => {
    expect(plotBody(request)).toEqual({
      ...BARE,
      size: 100,
      query: {
        bool: {
          must: [
            {
              multi_match: {
                query: 'rat cooks',
                type: 'cross_fields',
                fields: ['overview', 'keywords', 'tagline^0.7', 'title.stemmed^0.7'],
                tie_breaker: 0.3,
              },
            },
          ],
          filter,
          must_not: mustNot,
        },
      },
    });
  });

  it('by title: as typed, word by word with slips, as one string with slips', () => {
    expect(titleBody(request)).toEqual({
      ...BARE,
      size: 40,
      query: {
        bool: {
          must: [
            {
              function_score: {
                query: {
                  dis_max: {
                    tie_breaker: 0.1,
                    queries: [
                      { match: { titles: { query: 'the rat who cooks', boost: 1.2 } } },
                      {
                        match: {
                          titles: {
                            query: 'rat cooks',
                            fuzziness: 'AUTO:4,8',
                            prefix_length: 1,
                            max_expansions: 30,
                          },
                        },
                      },
                      {
                        match: {
                          'titles.joined': { query: 'the rat who cooks', fuzziness: 'AUTO:4,9', boost: 3 },
                        },
                      },
                    ],
                  },
                },
                ...popularity,
              },
            },
          ],
          filter,
          must_not: mustNot,
        },
      },
    });
  });

  it('by title without slips in single words where there are more of them than a title has', () => {
    const understanding = understand('old writer loses mind dementia husband cares');
    expect(JSON.stringify(titleBody({ ...request, understanding }))).not.toContain('AUTO:4,8');
  });

  it('by people: names with slips', () => {
    expect(peopleBody(request).query).toEqual({
      bool: {
        must: [
          {
            function_score: {
              query: { match: { people: { query: 'rat cooks', fuzziness: 'AUTO:6,10', prefix_length: 1 } } },
              ...popularity,
            },
          },
        ],
        filter,
        must_not: mustNot,
      },
    });
  });

  it('by wishes: all of them, the popular ones first', () => {
    const understanding = understand('90s french comedy');
    expect(wishesBody({ ...request, understanding })).toMatchObject({
      query: {
        bool: {
          filter: [
            { range: { year: { gte: 1990, lte: 1999 } } },
            { term: { genres: 'Comedy' } },
            {
              bool: {
                should: [{ term: { languages: 'fr' } }, { terms: { countries: ['FR'] } }],
                minimum_should_match: 1,
              },
            },
            ...filter,
          ],
          must_not: mustNot,
        },
      },
      sort: [{ ratingCount: 'desc' }],
    });
    expect(wishesBody(request)).toBeNull();
  });

  it('by meaning: the nearest that pass the filters', () => {
    expect(neighboursBody([0.6, 0.80000001192], request)).toEqual({
      ...BARE,
      size: 200,
      knn: {
        field: 'vector',
        query_vector: [0.6, 0.8],
        k: 200,
        num_candidates: 300,
        filter: [...filter, { bool: { must_not: mustNot } }],
      },
    });
  });
});

it('reads the facts of films from doc values', () => {
  expect(factsBody([7, 8])).toEqual({
    ...BARE,
    docvalue_fields: CANDIDATE_FIELDS,
    size: 2,
    query: { bool: { filter: [{ ids: { values: ['7', '8'] } }] } },
  });
});

it('reads the facts of the most rated films, page by page', () => {
  expect(factsAheadBody(2, undefined)).toMatchObject({
    size: 2,
    sort: [{ ratingCount: 'desc' }, { id: 'asc' }],
  });
  expect(factsAheadBody(2, [329, 6]).search_after).toEqual([329, 6]);
});

it.each([
  ['teh godfather', 'AUTO:4,9'],
  ['man relives the same day over and over', 1],
])('lets %j have %s slips in a title without its spaces', (query, slips) => {
  const { query: asked } = titleBody({ query, understanding: understand(query), filters: {} });
  expect(JSON.stringify(asked)).toContain(
    JSON.stringify({ 'titles.joined': { query, fuzziness: slips, boost: 3 } }),
  );
});
