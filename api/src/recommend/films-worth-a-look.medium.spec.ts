import { NO_PREFERENCES } from '@marquee/contract/taste';
import { connectElastic } from '@marquee/elastic/elastic';
import type { Elastic } from '@marquee/elastic/elastic';
import { factorDocument, factorIndex } from '@marquee/elastic/factor-index';
import type { FactorDocument } from '@marquee/elastic/factor-index';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ModelsService } from '#admin/models.service';
import { Catalogue } from '#recommend/catalogue';
import { NOTHING_HIDDEN } from '#recommend/eligibility';
import { Recommenders } from '#recommend/recommenders';
import { RecommendService } from '#recommend/recommend.service';
import type { Recommendations } from '#recommend/recommend.service';
import { FilmsWorthALook } from '#recommend/films-worth-a-look';
import { Metrics } from '#health/metrics';
import { REDIS } from '#infrastructure/tokens';
import { PairsService } from '#me/pairs.service';
import { RatingsService } from '#me/ratings.service';
import { FilmsLikeOne } from '#recommend/films-like-one';
import { PersonTaste } from '#recommend/person-taste';
import { SimilarRows } from '#recommend/similar-rows';
import { aProduct } from '#testing/product';
import type { Product } from '#testing/product';

/** The same product twice over: every film looked at, and candidates out of Elasticsearch. */
let product: Product;
let byCandidates: RecommendService;
let films: FilmsWorthALook;
const clients: Elastic[] = [];

function withCandidates(url: string): RecommendService {
  // Patient: on a busy machine a late answer would be taken for none.
  const prefix = product.environment.ELASTICSEARCH_PREFIX;
  const elastic = connectElastic({ url, prefix, noticesDeath: false });
  const environment = { ...product.environment, CANDIDATES_ABOVE: 0 };
  const [catalogue, recommenders] = [product.app.get(Catalogue), product.app.get(Recommenders)];
  films = new FilmsWorthALook(environment, elastic, catalogue, product.app.get(Metrics));
  clients.push(elastic);
  return new RecommendService(recommenders, catalogue, films);
}

beforeAll(async () => {
  product = await aProduct();
  const live = product.app.get(Recommenders).live()!;
  const { movieIds, factors, width } = live.recommender.itemFactors;
  const documents = Array.from(movieIds).flatMap((movieId, row): FactorDocument[] => {
    const movie = product.app.get(Catalogue).get(movieId);
    if (movie === undefined) return [];
    return [factorDocument(movie, Array.from(factors.subarray(row * width, (row + 1) * width)))];
  });
  const elastic = connectElastic({
    url: product.environment.ELASTICSEARCH_URL,
    prefix: product.environment.ELASTICSEARCH_PREFIX,
    noticesDeath: false,
  });
  await factorIndex(elastic, width).build({ version: live.version, total: 0, documents });
  await elastic.close();
  byCandidates = withCandidates(product.environment.ELASTICSEARCH_URL);
}, 300_000);
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await product.close();
});

afterEach(() => vi.restoreAllMocks());

type Asked = Parameters<RecommendService['recommend']>;
const wanted: Asked[1] = {
  strategy: 'stacked',
  limit: 20,
  filters: {},
  exclude: [],
  explain: false,
  fairness: 0,
};
const people = async () => {
  const { users, movies, values, times } = await product.database.ratings.columns();
  const histories = new Map<number, { movieId: number; rating: number; time: number }[]>();
  users.forEach((user, at) =>
    histories.set(user, [
      ...(histories.get(user) ?? []),
      { movieId: movies[at]!, rating: values[at]!, time: times[at]! },
    ]),
  );
  return [...histories.values()]
    .slice(0, 30)
    .map((history) => ({ history, preferences: NO_PREFERENCES, hidden: NOTHING_HIDDEN }));
};

const idsOf = ({ items }: Recommendations) => items.map(({ movie }) => movie.id);
const everyFilm = () => product.app.get(RecommendService);
const popularIds = () =>
  product.app
    .get(Catalogue)
    .popular()
    .map(({ id }) => id);
const alike = () => new FilmsLikeOne(product.app.get(Recommenders), product.app.get(Catalogue), films);

describe('recommending from candidates', () => {
  it.each(['stacked', 'als', 'item', 'popular'] as const)(
    'leads to the list of %s over every film',
    async (strategy) => {
      let [same, all] = [0, 0];
      for (const person of await people()) {
        const [whole, some] = [
          await everyFilm().recommend([person], { ...wanted, strategy }),
          await byCandidates.recommend([{ ...person }], { ...wanted, strategy }),
        ];
        expect(some.total).toBe(whole.total);
        expect(some.degraded).toEqual([]);
        const found = new Set(idsOf(some));
        same += idsOf(whole).filter((id) => found.has(id)).length;
        all += whole.items.length;
      }
      expect(same / all).toBeGreaterThan(0.97);
    },
  );

  it('obeys filters, hidden things and languages', async () => {
    const [person] = await people();
    const taste = {
      ...person!,
      hidden: { movies: [], people: [], genres: ['Drama'] },
      preferences: { ...NO_PREFERENCES, languages: ['en'] },
    };
    const asked = { ...wanted, filters: { yearFrom: 1980, genres: ['Comedy'] } };
    const [whole, some] = [
      await everyFilm().recommend([taste], asked),
      await byCandidates.recommend([taste], asked),
    ];
    expect(some.items).toHaveLength(whole.items.length);
    expect(some.total).toBe(whole.total);
    for (const { movie } of some.items) {
      expect(movie.genres).toContain('Comedy');
      expect(movie.genres).not.toContain('Drama');
      expect(movie.languages).toContain('en');
      expect(movie.year).toBeGreaterThanOrEqual(1980);
    }
  });

  it('leads with what a newcomer has named, and serves people together', async () => {
    const newcomer = {
      history: [],
      hidden: NOTHING_HIDDEN,
      preferences: { ...NO_PREFERENCES, genresLiked: ['Horror'], eras: [{ from: 1970, to: 1999 }] },
    };
    const { items } = await byCandidates.recommend([newcomer], { ...wanted, limit: 3 });
    expect(items.map(({ movie }) => movie.genres.includes('Horror'))).toEqual([true, true, true]);
    const [one, other] = await people();
    const together = await byCandidates.recommend([one!, other!], { ...wanted, limit: 10 });
    expect(together.items).toHaveLength(10);
    const seen = new Set([...one!.history, ...other!.history].map(({ movieId }) => movieId));
    expect(idsOf(together).filter((id) => seen.has(id))).toEqual([]);
  });

  it('explains what it recommends by what was rated', async () => {
    const [person] = await people();
    const { items } = await byCandidates.recommend([person!], { ...wanted, limit: 3, explain: true });
    for (const { why } of items) {
      expect(why!.length).toBeGreaterThan(1);
      expect(why!.some(({ kind }) => kind === 'rating')).toBe(true);
    }
  });

  it('finds the same row of films like one that was liked', async () => {
    const [person] = await people();
    const { movieId } = person!.history.find(({ rating }) => rating >= 4)!;
    const asked = { live: product.app.get(Recommenders).live(), used: new Set<number>(), limit: 10 };
    const { items: whole } = await product.app.get(SimilarRows).row(movieId, person!, asked);
    const { items: some } = await new SimilarRows(alike()).row(movieId, person!, asked);
    const found = new Set(some.map(({ movie }) => movie.id));
    expect(whole).toHaveLength(10);
    expect(whole.filter(({ movie }) => found.has(movie.id)).length).toBeGreaterThanOrEqual(8);
  });

  it.each([
    ['als', 0.97],
    ['item', 1],
    ['hybrid', 0.9],
  ] as const)('finds by %s what is like one film, filters and seen films obeyed', async (by, share) => {
    const live = product.app.get(Recommenders).live()!;
    const looked = vi.spyOn(live.recommender, 'similar');
    const filters = { yearFrom: 1960 };
    let [same, all] = [0, 0];
    for (const { movieId } of (await people())[0]!.history.slice(0, 30)) {
      const question = {
        ...{ by, live, filters, limit: 12, hidden: NOTHING_HIDDEN, preferences: NO_PREFERENCES },
        exclude: new Set([movieId + 1]),
      };
      const whole = await product.app.get(FilmsLikeOne).of(movieId, question);
      const some = await alike().of(movieId, question);
      expect(some.degraded).toEqual([]);
      expect(some.found.every(({ movie }) => movie.year! >= 1960 && movie.id !== movieId + 1)).toBe(true);
      const { shortlist } = looked.mock.lastCall![2];
      expect(shortlist === undefined).toBe(by === 'item');
      expect(shortlist?.length ?? 0).toBeLessThan(product.app.get(Catalogue).size / 2);
      const found = new Set(some.found.map(({ movie }) => movie.id));
      same += whole.found.filter(({ movie }) => found.has(movie.id)).length;
      all += whole.found.length;
    }
    expect(all).toBeGreaterThan(300);
    expect(same / all).toBeGreaterThanOrEqual(share);
  });

  it('asks a newcomer about the same two films, and goes through no list of all to find them', async () => {
    const { users } = product.database;
    const { user } = await product.aPerson('Nora');
    const { id } = (await users.findByPublicId(user.id))!;
    const pairs = (look: FilmsWorthALook): PairsService =>
      new PairsService(
        product.app.get(PersonTaste),
        product.app.get(Recommenders),
        look,
        product.app.get(RatingsService),
      );
    for (const genresLiked of [[], ['Horror']]) {
      await product.database.preferences.put(id, { ...NO_PREFERENCES, genresLiked, genresAvoided: ['War'] });
      for (const skip of [[], popularIds().slice(0, 20)]) {
        const whole = await pairs(product.app.get(FilmsWorthALook)).next(id, skip);
        const listed = vi.spyOn(product.app.get(Catalogue), 'popular');
        expect(await pairs(films).next(id, skip)).toEqual(whole);
        expect(listed).not.toHaveBeenCalled();
        listed.mockRestore();
      }
    }
  });

  it('compares two models without their looking at every film', async () => {
    const { app, database } = product;
    const recommenders = app.get(Recommenders);
    const { version: left, recommender } = recommenders.live()!;
    const right = await product.aModel(60);
    const user = (await product.aPerson('Carl')).user.id;
    const [person] = await people();
    const taste = { of: () => Promise.resolve(person) } as unknown as PersonTaste;
    const compare = (by: RecommendService): ReturnType<ModelsService['compare']> =>
      new ModelsService(database, app.get<Redis>(REDIS), recommenders, taste, by).compare({
        ...{ left, right, user, limit: 20 },
      });
    const looked = vi.spyOn(recommender, 'recommend');
    const whole = await compare(everyFilm());
    expect(looked.mock.lastCall![2].shortlist).toBeUndefined();
    const some = await compare(byCandidates);
    expect(looked.mock.lastCall![2].shortlist!.length).toBeLessThan(app.get(Catalogue).size / 2);
    expect(some.degraded).toBeUndefined();
    for (const side of ['left', 'right'] as const) {
      const found = new Set(some[side].items.map(({ movie }) => movie.id));
      expect(whole[side].items).toHaveLength(20);
      expect(whole[side].items.filter(({ movie }) => found.has(movie.id)).length).toBeGreaterThanOrEqual(18);
    }
    expect(Math.abs(some.overlap - whole.overlap)).toBeLessThanOrEqual(0.1);
  });

  it('takes no other error for Elasticsearch’s being away', async () => {
    const [person] = await people();
    const question = { ...person!, history: [] };
    const broken = new FilmsWorthALook(
      { ...product.environment, CANDIDATES_ABOVE: 0 },
      { prefix: 'any' } as unknown as Elastic,
      ...([product.app.get(Catalogue), product.app.get(Metrics)] as const),
    );
    const service = new RecommendService(product.app.get(Recommenders), product.app.get(Catalogue), broken);
    await expect(service.recommend([question], wanted)).rejects.toThrow(TypeError);
  });

  it('goes on without Elasticsearch, and says so', async () => {
    const away = withCandidates('http://127.0.0.1:9');
    const [person] = await people();
    const [whole, some] = [
      await everyFilm().recommend([person!], wanted),
      await away.recommend([{ ...person! }], wanted),
    ];
    expect(some.degraded).toEqual(['elasticsearch']);
    expect(some.total).toBe(whole.total);
    const found = new Set(idsOf(some));
    expect(idsOf(whole).filter((id) => found.has(id)).length).toBeGreaterThanOrEqual(17);
  });
});
