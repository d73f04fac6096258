import { NO_PREFERENCES } from '@marquee/contract/taste';
import { connectElastic } from '@marquee/elastic/elastic';
import type { Elastic } from '@marquee/elastic/elastic';
import { factorIndex } from '@marquee/elastic/factor-index';
import type { FactorDocument } from '@marquee/elastic/factor-index';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Catalogue } from '#recommend/catalogue';
import { NOTHING_HIDDEN } from '#recommend/eligibility';
import { Recommenders } from '#recommend/recommenders';
import { RecommendService } from '#recommend/recommend.service';
import type { Recommendations } from '#recommend/recommend.service';
import { FilmsWorthALook } from '#recommend/films-worth-a-look';
import { Metrics } from '#health/metrics';
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
    const { id, genres, year, runtime, languages, ratingMean, directors, actors } = movie;
    const own = Array.from(factors.subarray(row * width, (row + 1) * width));
    return [{ id, genres, year, runtime, languages, ratingMean, directors, actors, factors: own }];
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

  it('finds what is like one film', async () => {
    const [person] = await people();
    const live = product.app.get(Recommenders).live();
    const catalogue = product.app.get(Catalogue);
    const [{ movieId }] = person!.history.filter(({ rating }) => rating >= 4) as unknown as [
      { readonly movieId: number },
    ];
    const asked = { live, used: new Set<number>(), limit: 10 };
    const { items: whole } = await product.app.get(SimilarRows).row(movieId, person!, asked);
    const { items: some } = await new SimilarRows(catalogue, films).row(movieId, person!, asked);
    const found = new Set(some.map(({ movie }) => movie.id));
    expect(whole).toHaveLength(10);
    expect(whole.filter(({ movie }) => found.has(movie.id)).length).toBeGreaterThanOrEqual(8);
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
