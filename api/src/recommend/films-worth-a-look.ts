import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Environment } from '@marquee/contract/environment';
import type { DegradedPart, Filters } from '@marquee/contract/filters';
import type { Elastic } from '@marquee/elastic/elastic';
import { ShortlistFinder } from '@marquee/elastic/shortlist';
import type { Shortlist } from '@marquee/elastic/shortlist';
import type { HistoryItem } from '@marquee/recommender/model';
import type { RecommenderOptions } from '@marquee/recommender/recommender';
import { Metrics } from '#health/metrics';
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

export interface EligibilityQuestion {
  readonly people: readonly Taste[];
  /** Of each person the ratings that speak for their taste. */
  readonly histories: readonly (readonly HistoryItem[])[];
  readonly live: LiveModel | null;
  readonly filters: Filters;
  /** Films that are not wanted again. */
  readonly seen: ReadonlySet<number>;
  /** Only films of a kind that one of the people has named. */
  readonly ofKind: boolean;
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

  async of(question: EligibilityQuestion): Promise<EligibleFilms> {
    const { live } = question;
    const tests = testsOf(question);
    if (live === null || !this.areTooMany) return this.all(question, tests);
    const isWanted = passing(tests);
    const accepts: FilmTest = (movie) => !question.seen.has(movie.id) && isWanted(movie);
    const allowed = (movieId: number): boolean => {
      const movie = this.catalogue.get(movieId);
      return movie !== undefined && accepts(movie);
    };
    const popular = (limit: number): CatalogueMovie[] => firstOf(this.catalogue.popular(), accepts, limit);
    const found = await this.found(question, live);
    const byFactors = found?.hasFactors === true ? [] : this.byFactors(question, live, allowed);
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

  private async found(question: EligibilityQuestion, live: LiveModel): Promise<Shortlist | null> {
    const { people, histories, filters, seen, ofKind } = question;
    const together = people.map(({ hidden, preferences }) => ({ hidden, preferences }));
    const kind = people[0]?.preferences;
    try {
      return await this.finder.find({
        modelVersion: live.version,
        people: histories.map((history) => {
          const { factors, direction } = live.recommender.question(history);
          return {
            factors: factors && Array.from(factors),
            direction: direction && Array.from(direction),
            liked: likedLately(history),
          };
        }),
        eligible: {
          filters,
          exclusions: {
            movies: [...new Set([...seen, ...together.flatMap(({ hidden }) => hidden.movies)])],
            people: together.flatMap(({ hidden }) => hidden.people),
            genres: together.flatMap(({ hidden, preferences }) => [
              ...hidden.genres,
              ...preferences.genresAvoided,
            ]),
          },
          languages: together.map(({ preferences }) => preferences.languages),
          ...(ofKind && kind !== undefined ? { kind: { genres: kind.genresLiked, eras: kind.eras } } : {}),
        },
      });
    } catch (error) {
      this.metrics.degraded('elasticsearch');
      this.logger.warn(`no candidates from Elasticsearch: ${messageOf(error)}`);
      return null;
    }
  }

  private byFactors(
    { histories }: EligibilityQuestion,
    { recommender }: LiveModel,
    allowed: (movieId: number) => boolean,
  ): number[] {
    return histories.flatMap((history) =>
      recommender.als.recommend(history, { limit: BY_FACTORS, allowed }).map(({ movieId }) => movieId),
    );
  }
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

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
