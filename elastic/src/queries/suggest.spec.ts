import { expect, it } from 'vitest';
import { suggestPeopleBody, suggestTitlesBody } from '#queries/suggest';

it('suggests titles by their beginning, their words, and with a slip', () => {
  const words = { query: 'the godf', operator: 'and' };
  expect(suggestTitlesBody('the godf')).toEqual({
    size: 20,
    track_total_hits: false,
    _source: ['id', 'title', 'year'],
    query: {
      function_score: {
        query: {
          dis_max: {
            queries: [
              { constant_score: { filter: { match: { 'titles.joined': 'the godf' } }, boost: 4 } },
              { constant_score: { filter: { match: { 'titles.joined_edges': 'the godf' } }, boost: 3 } },
              { constant_score: { filter: { match: { 'titles.edges': words } }, boost: 2 } },
              {
                constant_score: {
                  filter: {
                    match: { 'titles.edges': { ...words, fuzziness: 'AUTO:5,99', prefix_length: 1 } },
                  },
                  boost: 1,
                },
              },
            ],
          },
        },
        functions: [
          { weight: 1 },
          { field_value_factor: { field: 'ratingCount', modifier: 'log2p', missing: 0 }, weight: 0.5 },
        ],
        score_mode: 'sum',
        boost_mode: 'multiply',
      },
    },
  });
});

it('counts the films of people whose names go on as typed', () => {
  expect(suggestPeopleBody('tom h')).toEqual({
    size: 0,
    track_total_hits: false,
    query: {
      match: {
        'people.edges': { query: 'tom h', operator: 'and', fuzziness: 'AUTO:5,99', prefix_length: 1 },
      },
    },
    aggregations: { people: { terms: { field: 'credits', size: 100 } } },
  });
});
