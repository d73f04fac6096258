import type { estypes } from '@elastic/elasticsearch';

type Query = estypes.QueryDslQueryContainer;

const MOST_TITLES = 20;
const MOST_PEOPLE = 100;

/** What is one edit away counts after so many letters. */
const FUZZINESS = 'AUTO:5,99';

/**
 * Films whose title goes on as typed, the popular ones first: best the whole title, then its beginning (without the
 * article too), then beginnings of its words in any order, then the same with one slip.
 */
export function suggestTitlesBody(text: string): estypes.SearchRequest {
  const words = { query: text, operator: 'and' } as const;
  return {
    size: MOST_TITLES,
    track_total_hits: false,
    _source: ['id', 'title', 'year'],
    query: {
      function_score: {
        query: {
          dis_max: {
            queries: [
              constant({ match: { 'titles.joined': text } }, 4),
              constant({ match: { 'titles.joined_edges': text } }, 3),
              constant({ match: { 'titles.edges': words } }, 2),
              constant(
                { match: { 'titles.edges': { ...words, fuzziness: FUZZINESS, prefix_length: 1 } } },
                1,
              ),
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
  };
}

/** People of films in whose credits the typed words begin names; whose name it is, the caller has to look. */
export function suggestPeopleBody(text: string): estypes.SearchRequest {
  return {
    size: 0,
    track_total_hits: false,
    query: {
      match: { 'people.edges': { query: text, operator: 'and', fuzziness: FUZZINESS, prefix_length: 1 } },
    },
    aggregations: { people: { terms: { field: 'credits', size: MOST_PEOPLE } } },
  };
}

const constant = (filter: Query, boost: number): Query => ({ constant_score: { filter, boost } });
