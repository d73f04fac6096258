import { expect, it } from 'vitest';
import {
  eligibleClauses,
  eligibleCountBody,
  likeMoviesBody,
  mostPopularBody,
  pointedAtBody,
} from '#queries/shortlist';
import type { Eligible } from '#queries/shortlist';

const IDS = { _source: false, stored_fields: '_none_', docvalue_fields: ['id'] };
const ANY: Eligible = { filters: {}, exclusions: {}, languages: [] };
const SOME: Eligible = {
  filters: { genres: ['Comedy'], yearFrom: 1990 },
  exclusions: { movies: [7], people: ['Bill Murray'], genres: ['Horror'] },
  languages: [['en', 'fr'], []],
  kind: { genres: ['Romance'], eras: [{ from: 1980, to: 1989 }] },
};
const CLAUSES = [
  { term: { genres: 'Comedy' } },
  { range: { year: { gte: 1990 } } },
  { terms: { languages: ['en', 'fr'] } },
  { terms: { genres: ['Romance'] } },
  { bool: { should: [{ range: { year: { gte: 1980, lte: 1989 } } }], minimum_should_match: 1 } },
  {
    bool: {
      must_not: [
        { terms: { id: [7] } },
        { terms: { directors: ['Bill Murray'] } },
        { terms: { actors: ['Bill Murray'] } },
        { terms: { genres: ['Horror'] } },
      ],
    },
  },
];

it('lets Elasticsearch filter: what is asked for, wanted, hidden and seen', () => {
  expect(eligibleClauses(SOME)).toEqual(CLAUSES);
  expect(eligibleClauses(ANY)).toEqual([]);
});

it('asks for the films that a person’s factors point at, ids alone', () => {
  expect(pointedAtBody('factors', [0.5, -1], { limit: 300, eligible: SOME })).toEqual({
    ...IDS,
    track_total_hits: false,
    size: 300,
    knn: { field: 'factors', query_vector: [0.5, -1], k: 300, num_candidates: 1500, filter: CLAUSES },
  });
});

it('asks for films like several at once', () => {
  const body = likeMoviesBody('films', [1, 2], { limit: 200, eligible: ANY });
  const like = [
    { _index: 'films', _id: '1' },
    { _index: 'films', _id: '2' },
  ];
  expect(body.query?.bool?.should).toHaveLength(4);
  expect(body.query?.bool?.should).toContainEqual({
    more_like_this: expect.objectContaining({ fields: ['keywords'], like, boost: 2 }) as unknown,
  });
  expect(body.query?.bool?.filter).toEqual([]);
});

it('counts what is eligible apart from the most popular, which Elasticsearch then has not to sort to the last', () => {
  expect(mostPopularBody({ limit: 300, eligible: SOME })).toEqual({
    ...IDS,
    track_total_hits: false,
    size: 300,
    query: { bool: { filter: CLAUSES } },
    sort: [{ popularity: 'desc' }, { id: 'asc' }],
  });
  expect(eligibleCountBody(SOME)).toEqual({
    size: 0,
    track_total_hits: true,
    query: { bool: { filter: CLAUSES } },
  });
});
