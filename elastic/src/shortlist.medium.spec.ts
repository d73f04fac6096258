import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectElastic } from '#elastic';
import type { Elastic } from '#elastic';
import { factorDocument, factorIndex } from '#factor-index';
import { movieDocument } from '#movie-document';
import type { MovieDocument } from '#movie-document';
import { movieIndex } from '#movie-index';
import { ShortlistFinder } from '#shortlist';
import type { ShortlistRequest } from '#shortlist';

const VERSION = '20260101-000000-000';
const FILMS = 3000;
const WIDTH = 16;
const VECTOR = 384;

/** A fixed sequence of numbers that look random, -1 to 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

const next = numbers(7);
/** Every other film's are short, as those of films that few have rated are. */
const factors = Array.from({ length: FILMS }, (_, at) =>
  Array.from({ length: WIDTH }, () => next() * (at % 2 === 0 ? 1 : 0.1)),
);
const GENRES = ['Comedy', 'Drama', 'Horror'];
const films = Array.from({ length: FILMS }, (_, at): MovieDocument => {
  const film = {
    id: at + 1, title: `Film ${String(at + 1)}`, originalTitle: null, year: 1950 + (at % 70), runtime: 100,
    genres: [GENRES[at % 3]!], languages: [at % 2 === 0 ? 'en' : 'fr'], countries: [],
    directors: [`Director ${String(at % 100)}`], actors: [], keywords: [`keyword${String(at % 50)}`], moods: [],
    overview: null, tagline: null, imdbId: null, tmdbId: null, posterPath: null, ratingCount: 1, ratingMean: 4,
    popularity: at / FILMS,
  }; // prettier-ignore
  return movieDocument(film, [], Float32Array.from({ length: VECTOR }, next));
});

describe('the shortlist', () => {
  const prefix = `shortlist-${Date.now().toString(36)}`;
  let elastic: Elastic;
  let finder: ShortlistFinder;

  beforeAll(async () => {
    // Patient: on a busy machine a late answer would be taken for none.
    const url = testServices().elasticsearchUrl;
    elastic = connectElastic({ url, prefix, timeoutMs: 60_000, noticesDeath: false });
    finder = new ShortlistFinder(elastic);
    await movieIndex(elastic).rebuild({ version: VERSION, total: FILMS, documents: films });
    await factorIndex(elastic, WIDTH).build({
      version: VERSION,
      total: FILMS,
      documents: films.map((film, at) => factorDocument(film, factors[at]!)),
    });
  }, 180_000);
  afterAll(async () => {
    const indices = Object.keys(await elastic.client.indices.get({ index: `${prefix}-*` }));
    if (indices.length > 0) await elastic.client.indices.delete({ index: indices });
    await elastic.close();
  });

  const person = numbers(99);
  const own = Array.from({ length: WIDTH }, person);
  const best = factors
    .map((row, at) => ({ id: at + 1, score: row.reduce((sum, value, j) => sum + value * own[j]!, 0) }))
    .sort((a, b) => b.score - a.score);
  const ask = (request: Partial<ShortlistRequest> = {}) =>
    finder.find({
      modelVersion: VERSION,
      people: [{ factors: own, direction: films[0]!.vector, liked: [1] }],
      eligible: { filters: {}, exclusions: {}, languages: [] },
      ...request,
    });

  it('holds what factors, a direction among vectors, liked films and the crowd point at', async () => {
    const { movieIds, total, hasFactors } = await ask();
    expect(hasFactors).toBe(true);
    expect(total).toBe(FILMS);
    expect(new Set(movieIds).size).toBe(movieIds.length);
    expect(movieIds.length).toBeLessThan(1001);
    const found = new Set(movieIds);
    const ofBest = best.slice(0, 150).filter(({ id }) => found.has(id)).length;
    expect(ofBest).toBeGreaterThanOrEqual(148);
    expect(found).toContain(1);
    expect(found).toContain(FILMS);
    // Made by the same director about the same thing.
    expect(found).toContain(101);
  });

  it('holds nothing but what may be recommended, and counts it', async () => {
    const { movieIds, total } = await ask({
      eligible: {
        filters: { genres: ['Comedy'], yearFrom: 1990 },
        exclusions: { movies: [best.find(({ id }) => id % 3 === 1)!.id], people: ['Director 0'] },
        languages: [['fr']],
      },
    });
    const fits = films.filter(
      ({ id, genres, year, languages, directors }) =>
        genres.includes('Comedy') &&
        year! >= 1990 &&
        languages.includes('fr') &&
        !directors.includes('Director 0') &&
        id !== best.find((film) => film.id % 3 === 1)!.id,
    );
    expect(total).toBe(fits.length);
    const allowed = new Set(fits.map(({ id }) => id));
    expect(movieIds.filter((id) => !allowed.has(id))).toEqual([]);
    expect(movieIds.length).toBeGreaterThan(100);
  });

  it('holds what the factors of one film point at, however long they are', async () => {
    const length = (values: readonly number[]): number => Math.hypot(...values);
    const cosine = (values: readonly number[]): number =>
      values.reduce((sum, value, at) => sum + value * own[at]!, 0) / (length(values) * length(own) + 1e-12);
    const nearest = films
      .map(({ id }) => ({ id, score: cosine(factors[id - 1]!) }))
      .sort((a, b) => b.score - a.score);
    const { movieIds, hasFactors } = await ask({ people: [{ alike: own, liked: [] }] });
    expect(hasFactors).toBe(true);
    const found = new Set(movieIds);
    expect(nearest.slice(0, 100).filter(({ id }) => found.has(id)).length).toBeGreaterThanOrEqual(98);
  });

  it.each([
    ['none', Array.from({ length: WIDTH }, () => 0)],
    ['next to none', Array.from({ length: WIDTH }, () => 1e-30)],
  ])('compares a film of %s factors by what else is known of it', async (_, alike) => {
    const { movieIds, total, hasFactors } = await ask({ people: [{ alike, liked: [1] }] });
    expect({ total, hasFactors }).toEqual({ total: FILMS, hasFactors: true });
    expect(movieIds).toContain(101);
  });

  it('tells films that no factors are known of from factors that are not indexed', async () => {
    const [version, only] = ['20250102-000000-000', films[0]!];
    const documents = [
      factorDocument(
        only,
        Array.from({ length: WIDTH }, () => 1e-30),
      ),
    ];
    await factorIndex(elastic, WIDTH).build({ version, total: 1, documents });
    const eligible = { filters: {}, exclusions: { movies: [only.id] }, languages: [] };
    const { total, hasFactors } = await ask({ modelVersion: version, eligible });
    expect({ total, hasFactors }).toEqual({ total: FILMS - 1, hasFactors: true });
  });

  it('says when factors cannot be compared by direction, as in an index of former days', async () => {
    const version = '20250101-000000-000';
    const index = `${prefix}-factors-${version}`;
    await elastic.client.indices.create({ index, mappings: { properties: { id: { type: 'integer' } } } });
    const { movieIds, hasFactors } = await ask({
      modelVersion: version,
      people: [{ alike: own, liked: [1] }],
    });
    expect(hasFactors).toBe(false);
    expect(movieIds).toContain(101);
  });

  it('leaves out more films than Elasticsearch takes in one clause', async () => {
    const others = Array.from({ length: 150_000 }, (_, at) => FILMS + 1 + at);
    const [one, last] = [films.at(-2)!.id, films.at(-1)!.id];
    const exclusions = { movies: [one, ...others, last] };
    const { movieIds, total } = await ask({ eligible: { filters: {}, exclusions, languages: [] } });
    expect(total).toBe(FILMS - 2);
    expect(movieIds).not.toContain(one);
    expect(movieIds).not.toContain(last);
  });

  it('names the most popular that may be recommended, best first', async () => {
    const eligible = { filters: { genres: ['Comedy'] }, exclusions: {}, languages: [] };
    const comedies = films.filter(({ genres }) => genres.includes('Comedy')).map(({ id }) => id);
    expect(await finder.mostPopular(eligible, 5)).toEqual(comedies.toReversed().slice(0, 5));
  });

  it('says when a model’s factors are not indexed, and finds the rest', async () => {
    const { movieIds, hasFactors } = await ask({ modelVersion: '20270101-000000-000' });
    expect(hasFactors).toBe(false);
    expect(movieIds).toContain(FILMS);
  });

  it('gives up with a code that says so when there are no films', async () => {
    const nowhere = new ShortlistFinder({ ...elastic, prefix: `${prefix}-none` });
    const request = {
      modelVersion: VERSION,
      people: [],
      eligible: { filters: {}, exclusions: {}, languages: [] },
    };
    await expect(nowhere.find(request)).rejects.toMatchObject({ code: 'search-unavailable' });
    await expect(nowhere.mostPopular(request.eligible, 5)).rejects.toMatchObject({
      code: 'search-unavailable',
    });
  });
});
