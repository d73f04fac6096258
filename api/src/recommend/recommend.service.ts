import { Injectable } from '@nestjs/common';
import type { DegradedPart, Filters } from '@marquee/contract/filters';
import type { Recommendation, Strategy } from '@marquee/contract/recommendation';
import type { Preferences } from '@marquee/contract/taste';
import type { HistoryItem } from '@marquee/recommender/model';
import type { Recommended, RecommenderOptions, StarPrediction } from '@marquee/recommender/recommender';
import { Catalogue, summaryOf } from '#recommend/catalogue';
import type { CatalogueMovie } from '#recommend/catalogue';
import { eligible, ofLikedKind } from '#recommend/eligibility';
import type { HiddenThings } from '#recommend/eligibility';
import { Recommenders } from '#recommend/recommenders';
import type { LiveModel } from '#recommend/recommenders';
import { reasons } from '#recommend/why';

/** One person as recommending sees them, with or without an account. */
export interface Taste {
  /** Every rating; also of films that do not speak for the person's taste. */
  readonly history: readonly HistoryItem[];
  readonly preferences: Preferences;
  readonly hidden: HiddenThings;
}

export interface Wanted {
  readonly strategy: Strategy;
  /** Another model than the live one, for an experiment. */
  readonly model?: LiveModel;
  readonly limit: number;
  readonly filters: Filters;
  readonly exclude: Iterable<number>;
  readonly explain: boolean;
  /** Overrides the preference. */
  readonly discovery?: number | undefined;
  /** Of a group: 0 average … 1 least misery. */
  readonly fairness: number;
}

export interface Recommendations {
  readonly items: readonly Recommendation[];
  /** Films that could be recommended at all. */
  readonly total: number;
  readonly modelVersion: string | null;
  readonly degraded: readonly DegradedPart[];
}

/** Below this many ratings the kind of film that a person has named leads. */
const NEWCOMER = 5;

/** Recommends from the model and the catalogue in memory; asks no other service. */
@Injectable()
export class RecommendService {
  constructor(
    private readonly recommenders: Recommenders,
    private readonly catalogue: Catalogue,
  ) {}

  /**
   * @param people one person, or several who watch together.
   * @returns of `refined` the list of `stacked`; what a language model makes of it is the Refiner's.
   */
  recommend(people: readonly Taste[], asked: Wanted): Recommendations {
    const wanted: Wanted = asked.strategy === 'refined' ? { ...asked, strategy: 'stacked' } : asked;
    const live = wanted.model ?? this.recommenders.live();
    const seen = new Set([
      ...wanted.exclude,
      ...people.flatMap(({ history }) => history.map((item) => item.movieId)),
    ]);
    const allowed = this.allowed(people, wanted.filters, seen);
    const histories = people.map(speaking);
    const model =
      live === null
        ? null
        : ranked(live, people, { histories, wanted, allowed, seen, catalogue: this.catalogue });
    const items = model ?? popular(allowed, people, wanted.limit);
    return {
      items: this.finished(items.slice(0, wanted.limit), people, {
        live,
        wanted,
        history: people.length === 1 ? histories[0]! : [],
      }),
      total: allowed.length,
      modelVersion: live?.version ?? null,
      degraded: live === null ? ['model'] : [],
    };
  }

  /** Films that everybody may be shown, most popular first. */
  private allowed(people: readonly Taste[], filters: Filters, seen: ReadonlySet<number>): CatalogueMovie[] {
    const tests = people.map(({ hidden, preferences }) => eligible({ filters, hidden, preferences }));
    return this.catalogue
      .popular()
      .filter((movie) => !seen.has(movie.id) && tests.every((test) => test(movie)));
  }

  /** Adds what is shown beside the score: card, predicted stars, reasons. */
  private finished(
    items: readonly Recommended[],
    people: readonly Taste[],
    { live, wanted, history }: Finishing,
  ): Recommendation[] {
    const [person] = people;
    const ids = items.map(({ movieId }) => movieId);
    const stars = live === null || history.length === 0 ? [] : live.recommender.predict(history, ids);
    const explained =
      wanted.explain && live !== null && people.length === 1
        ? live.recommender.explain(history, items, modelOptions(person, wanted))
        : undefined;
    return items.flatMap(({ movieId, score, source }, at) => {
      const movie = this.catalogue.get(movieId);
      if (movie === undefined) return [];
      return [
        {
          movie: summaryOf(movie),
          score,
          ...shownStars(stars[at]),
          source: source as Strategy,
          ...(explained === undefined ? {} : { why: reasons(explained[at]!, history, this.catalogue) }),
        },
      ];
    });
  }
}

/** Ratings that speak for a person's taste. */
export function speaking({ history, preferences }: Taste): HistoryItem[] {
  const not = new Set(preferences.notReasons);
  return history.filter(({ movieId }) => !not.has(movieId));
}

/** To a tenth of a star, and to a hundredth; nulls where nothing is predicted. */
export const shownStars = (
  predicted: StarPrediction | undefined,
): Pick<Recommendation, 'predictedRating' | 'confidence'> => ({
  predictedRating: predicted === undefined ? null : Math.round(predicted.stars * 10) / 10,
  confidence: predicted === undefined ? null : Math.round(predicted.confidence * 100) / 100,
});

function modelOptions(person: Taste | undefined, wanted: Wanted): Partial<RecommenderOptions> {
  return {
    discovery: wanted.discovery ?? person?.preferences.discovery,
    contentWeight: person?.preferences.contentWeight,
  };
}

interface Finishing {
  readonly live: LiveModel | null;
  readonly wanted: Wanted;
  /** Of one person; empty for a group. */
  readonly history: readonly HistoryItem[];
}

interface Ranking {
  /** Ratings that speak for each person's taste. */
  readonly histories: readonly (readonly HistoryItem[])[];
  readonly wanted: Wanted;
  readonly allowed: readonly CatalogueMovie[];
  readonly seen: ReadonlySet<number>;
  readonly catalogue: Catalogue;
}

/** By the live model; a newcomer's own kind of film first, filled up with the rest. */
function ranked(
  live: LiveModel,
  people: readonly Taste[],
  { histories, wanted, allowed, seen, catalogue }: Ranking,
): Recommended[] {
  const [person] = people;
  const everything = allowed.length + seen.size >= catalogue.size;
  const options = (
    candidates: readonly number[] | undefined,
    exclude: ReadonlySet<number>,
  ): RecommenderOptions => ({
    ...modelOptions(person, wanted),
    limit: wanted.limit,
    ...(candidates === undefined ? {} : { candidates }),
    exclude,
  });
  if (people.length > 1) {
    const candidates = allowed.map(({ id }) => id);
    return live.recommender.recommendGroup(wanted.strategy, histories, {
      ...options(candidates, seen),
      fairness: wanted.fairness,
    });
  }
  const history = histories[0] ?? [];
  const kind = person === undefined || history.length >= NEWCOMER ? null : ofLikedKind(person.preferences);
  const first =
    kind === null
      ? []
      : live.recommender.recommend(
          wanted.strategy,
          history,
          options(
            allowed.filter(kind).map(({ id }) => id),
            seen,
          ),
        );
  if (first.length >= wanted.limit) return first;
  const shown = new Set([...seen, ...first.map(({ movieId }) => movieId)]);
  const candidates = everything ? undefined : allowed.map(({ id }) => id);
  return [...first, ...live.recommender.recommend(wanted.strategy, history, options(candidates, shown))];
}

/** Without a model: the most popular of the liked kind, then the most popular. */
function popular(allowed: readonly CatalogueMovie[], people: readonly Taste[], limit: number): Recommended[] {
  const kinds = people.flatMap(({ preferences }) => ofLikedKind(preferences) ?? []);
  const liked = kinds.length === 0 ? [] : allowed.filter((movie) => kinds.some((kind) => kind(movie)));
  return [...new Set([...liked.slice(0, limit), ...allowed.slice(0, limit)])].map(({ id, popularity }) => ({
    movieId: id,
    score: popularity,
    source: 'popular',
  }));
}
