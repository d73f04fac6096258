import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Environment } from '@marquee/contract/environment';
import type { DegradedPart, Filters } from '@marquee/contract/filters';
import type { Elastic } from '@marquee/elastic/elastic';
import { ShortlistFinder } from '@marquee/elastic/shortlist';
import type { ShortlistRequest, TasteQuestion } from '@marquee/elastic/shortlist';
import type { HistoryItem } from '@marquee/recommender/model';
import type { RecommenderOptions } from '@marquee/recommender/recommender';
import { Metrics } from '#health/metrics';
import { isSearchAway } from '#infrastructure/search-away';
import { ELASTIC, ENVIRONMENT } from '#infrastructure/tokens';
import { Catalogue } from '#recommend/catalogue';
import type { CatalogueMovie } from '#recommend/catalogue';
import { eligibilityTests, ofLikedKind, passing } from '#recommend/eligibility';
import type { FilmTest } from '#recommend/eligibility';
import type { LiveModel } from '#recommend/recommenders';
import type { Taste } from '#recommend/taste';

/** The films that may be recommended, as far as they are worth a look. */
export interface EligibleFilms {
  /** How many may be recommended at all. */
  readonly total: number;
  /** What the model may look at and name. */
  readonly options: Pick<RecommenderOptions, 'candidates' | 'shortlist' | 'allowed'>;
  /** Most popular first. */
  readonly popular: (limit: number) => readonly CatalogueMovie[];
  readonly degraded: readonly DegradedPart[];
}

/** What may be recommended. */
export interface EligibilityQuestion {
  /** Whose wishes are obeyed. */
  readonly people: readonly Pick<Taste, 'hidden' | 'preferences'>[];
  readonly filters: Filters;
  /** Films that are not wanted again. */
  readonly seen: ReadonlySet<number>;
  /** Only films of a kind that one of the people has named. */
  readonly ofKind: boolean;
}

/** What makes films worth a look. */
export interface LookQuestion extends EligibilityQuestion {
  readonly live: LiveModel | null;
  /** Of each person the ratings that speak for their taste; or one film that others shall be like. */
  readonly by: { readonly histories: readonly (readonly HistoryItem[])[] } | { readonly film: number };
}

/** Stars from which a film shows what else may be liked, and so many of these, the latest. */
const LIKED = 4;
const LATEST = 3;
/** Without Elasticsearch: the best by factors. */
const BY_FACTORS = 1000;

/**
 * Which films are looked at. Up to CANDIDATES_ABOVE films every one is; of more, those that Elasticsearch finds, with the filters
 * applied there, and what the model finds by itself. Without Elasticsearch the best by factors stand in for them.
 */
@Injectable()
export class FilmsWorthALook {
  private readonly logger = new Logger('FilmsWorthALook');
  private readonly finder: ShortlistFinder;
  private readonly above: number;

  constructor(
    @Inject(ENVIRONMENT) environment: Environment,
    @Inject(ELASTIC) elastic: Elastic,
    private readonly catalogue: Catalogue,
    private readonly metrics: Metrics,
  ) {
    this.above = environment.CANDIDATES_ABOVE;
    this.finder = new ShortlistFinder(elastic);
  }

  /** Whether there are more films than are looked at one and all. */
  get areTooMany(): boolean {
    return this.catalogue.size > this.above;
  }

  async of(question: LookQuestion): Promise<EligibleFilms> {
    const { live } = question;
    if (live === null || !this.areTooMany) return this.all(question, testsOf(question));
    const accepts = acceptanceOf(question);
    const allowed = (movieId: number): boolean => {
      const movie = this.catalogue.get(movieId);
      return movie !== undefined && accepts(movie);
    };
    const popular = (limit: number): CatalogueMovie[] => firstOf(this.catalogue.popular(), accepts, limit);
    const found = await this.unlessAway(() =>
      this.finder.find({
        modelVersion: live.version,
        people: tastesOf(question, live),
        eligible: this.eligible(question),
      }),
    );
    const byFactors = found?.hasFactors === true ? [] : bestByFactors(question, live, allowed);
    return {
      total: found?.total ?? this.catalogue.popular().filter(accepts).length,
      options: { shortlist: [...(found?.movieIds ?? []), ...byFactors], allowed },
      popular,
      degraded: found === null ? ['elasticsearch'] : [],
    };
  }

  private all({ seen }: EligibilityQuestion, tests: readonly FilmTest[]): EligibleFilms {
    const isUnseen: FilmTest = ({ id }) => !seen.has(id);
    const popular = this.catalogue.popular();
    if (tests.length === 0) {
      const seenHere = [...seen].filter((id) => this.catalogue.get(id) !== undefined);
      return {
        total: this.catalogue.size - seenHere.length,
        options: {},
        popular: (limit) => firstOf(popular, isUnseen, limit),
        degraded: [],
      };
    }
    const films = popular.filter(passing([isUnseen, ...tests]));
    return {
      total: films.length,
      options: { candidates: films.map(({ id }) => id) },
      popular: (limit) => films.slice(0, limit),
      degraded: [],
    };
  }

  /** The most popular that may be recommended, best first: no more than 300 of too many. */
  async mostPopular(question: EligibilityQuestion, limit: number): Promise<readonly CatalogueMovie[]> {
    const accepts = acceptanceOf(question);
    const found = this.areTooMany
      ? await this.unlessAway(() => this.finder.mostPopular(this.eligible(question), limit))
      : null;
    return found === null
      ? firstOf(this.catalogue.popular(), accepts, limit)
      : found.flatMap((movieId) => this.catalogue.get(movieId) ?? []).filter(accepts);
  }

  /** The clauses of a search for films that may be recommended. */
  private eligible({ people, filters, seen, ofKind }: EligibilityQuestion): ShortlistRequest['eligible'] {
    const kind = people[0]?.preferences;
    const unwanted = new Set([...seen, ...people.flatMap(({ hidden }) => hidden.movies)]);
    return {
      filters,
      exclusions: {
        movies: [...unwanted].filter((movieId) => this.catalogue.get(movieId) !== undefined),
        people: people.flatMap(({ hidden }) => hidden.people),
        genres: people.flatMap(({ hidden, preferences }) => [...hidden.genres, ...preferences.genresAvoided]),
      },
      languages: people.map(({ preferences }) => preferences.languages),
      ...(ofKind && kind !== undefined ? { kind: { genres: kind.genresLiked, eras: kind.eras } } : {}),
    };
  }

  /** What Elasticsearch answers; null while it is away. */
  private async unlessAway<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await ask();
    } catch (error) {
      if (!isSearchAway(error)) throw error;
      this.metrics.degraded('elasticsearch');
      this.logger.warn(`no candidates from Elasticsearch: ${error.message}`);
      return null;
    }
  }
}

/** What a search for candidates goes by. */
function tastesOf({ by }: LookQuestion, { recommender }: LiveModel): TasteQuestion[] {
  const listed = (numbers: Float32Array | undefined): number[] | undefined => numbers && Array.from(numbers);
  if ('film' in by) {
    const { direction } = recommender.question([{ movieId: by.film, rating: LIKED, time: 0 }]);
    const alike = recommender.als.factorsOf(by.film);
    return [{ alike: listed(alike), direction: listed(direction), liked: [by.film] }];
  }
  return by.histories.map((history) => {
    const { factors, direction } = recommender.question(history);
    return { factors: listed(factors), direction: listed(direction), liked: likedLately(history) };
  });
}

function bestByFactors(
  { by }: LookQuestion,
  { recommender }: LiveModel,
  allowed: (movieId: number) => boolean,
): number[] {
  const options = { limit: BY_FACTORS, allowed };
  const best =
    'film' in by
      ? recommender.als.similar(by.film, options)
      : by.histories.flatMap((history) => recommender.als.recommend(history, options));
  return best.map(({ movieId }) => movieId);
}

/** Whether a film may be recommended. */
function acceptanceOf(question: EligibilityQuestion): FilmTest {
  const isWanted = passing(testsOf(question));
  return (movie) => !question.seen.has(movie.id) && isWanted(movie);
}

/** What everybody who is asked for wants of a film, but for what they have seen. */
function testsOf({ people, filters, ofKind }: EligibilityQuestion): FilmTest[] {
  const tests = people.flatMap(({ hidden, preferences }) =>
    eligibilityTests({ filters, hidden, preferences }),
  );
  if (!ofKind) return tests;
  const kinds = people.flatMap(({ preferences }) => ofLikedKind(preferences) ?? []);
  return [...tests, (movie) => kinds.some((kind) => kind(movie))];
}

function likedLately(history: readonly HistoryItem[]): number[] {
  return history
    .filter(({ rating }) => rating >= LIKED)
    .sort((a, b) => b.time - a.time)
    .slice(0, LATEST)
    .map(({ movieId }) => movieId);
}

function firstOf<T>(items: readonly T[], accepts: (item: T) => boolean, limit: number): T[] {
  const found: T[] = [];
  for (const item of items) {
    if (found.length === limit) break;
    if (accepts(item)) found.push(item);
  }
  return found;
}
