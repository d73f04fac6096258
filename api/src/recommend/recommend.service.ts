import { Injectable } from '@nestjs/common';
import type { DegradedPart, Filters } from '@marquee/contract/filters';
import type { Recommendation, Strategy } from '@marquee/contract/recommendation';
import type { HistoryItem } from '@marquee/recommender/model';
import type { Recommended, RecommenderOptions, StarPrediction } from '@marquee/recommender/recommender';
import { Catalogue, summaryOf } from '#recommend/catalogue';
import { ofLikedKind } from '#recommend/eligibility';
import { FilmsWorthALook } from '#recommend/films-worth-a-look';
import type { EligibleFilms } from '#recommend/films-worth-a-look';
import { Recommenders } from '#recommend/recommenders';
import type { LiveModel } from '#recommend/recommenders';
import { speaking } from '#recommend/taste';
import type { Taste } from '#recommend/taste';
import { reasons } from '#recommend/why';

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

/** Recommends by the model; which films it looks at, FilmsWorthALook says. */
@Injectable()
export class RecommendService {
  constructor(
    private readonly recommenders: Recommenders,
    private readonly catalogue: Catalogue,
    private readonly films: FilmsWorthALook,
  ) {}

  /** The model that is live at this moment. */
  live(): LiveModel | null {
    return this.recommenders.live();
  }

  /**
   * @param people one person, or several who watch together.
   * @returns of `refined` the list of `stacked`; what a language model makes of it is the Refiner's.
   */
  async recommend(people: readonly Taste[], asked: Wanted): Promise<Recommendations> {
    const wanted: Wanted = asked.strategy === 'refined' ? { ...asked, strategy: 'stacked' } : asked;
    const live = wanted.model ?? this.live();
    const histories = people.map(speaking);
    const seen = new Set([
      ...wanted.exclude,
      ...people.flatMap(({ history }) => history.map((item) => item.movieId)),
    ]);
    const question = { people, by: { histories }, live, filters: wanted.filters, seen };
    const [films, ofKind] = await Promise.all([
      this.films.of({ ...question, ofKind: false }),
      wantsKind(people, histories, live) ? this.films.of({ ...question, ofKind: true }) : null,
    ]);
    const items =
      live === null
        ? popular(films, ofKind, wanted.limit)
        : ranked(live, people, { histories, wanted, films, ofKind, seen });
    return {
      items: this.finished(items.slice(0, wanted.limit), people, {
        live,
        wanted,
        history: people.length === 1 ? histories[0]! : [],
      }),
      total: films.total,
      modelVersion: live?.version ?? null,
      degraded: live === null ? ['model'] : films.degraded,
    };
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
  readonly films: EligibleFilms;
  /** Films of the kind that a newcomer has named. */
  readonly ofKind: EligibleFilms | null;
  readonly seen: ReadonlySet<number>;
}

/** Whether the kind of film that the people have named should lead. */
function wantsKind(
  people: readonly Taste[],
  histories: readonly (readonly HistoryItem[])[],
  live: LiveModel | null,
): boolean {
  if (!people.some(({ preferences }) => ofLikedKind(preferences) !== null)) return false;
  return live === null || (people.length === 1 && histories[0]!.length < NEWCOMER);
}

/** By the live model; a newcomer's own kind of film first, filled up with the rest. */
function ranked(
  { recommender }: LiveModel,
  people: readonly Taste[],
  { histories, wanted, films, ofKind, seen }: Ranking,
): Recommended[] {
  const { strategy, limit, fairness } = wanted;
  const options = { ...modelOptions(people[0], wanted), limit, exclude: seen };
  if (people.length > 1)
    return recommender.recommendGroup(strategy, histories, { ...options, ...films.options, fairness });
  const history = histories[0] ?? [];
  const first =
    ofKind === null ? [] : recommender.recommend(strategy, history, { ...options, ...ofKind.options });
  if (first.length >= limit) return first;
  const exclude = new Set([...seen, ...first.map(({ movieId }) => movieId)]);
  return [...first, ...recommender.recommend(strategy, history, { ...options, ...films.options, exclude })];
}

/** Without a model: the most popular of the liked kind, then the most popular. */
function popular(films: EligibleFilms, ofKind: EligibleFilms | null, limit: number): Recommended[] {
  const shown = new Set([...(ofKind?.popular(limit) ?? []), ...films.popular(limit)]);
  return [...shown].map(({ id, popularity }) => ({ movieId: id, score: popularity, source: 'popular' }));
}
