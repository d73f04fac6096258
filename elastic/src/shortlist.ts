import type { estypes } from '@elastic/elasticsearch';
import { hasDirection } from '#direction';
import { WHOLE } from '#elastic';
import type { Elastic } from '#elastic';
import { idOf } from '#kept-films';
import { eligibleCountBody, likeMoviesBody, mostPopularBody, pointedAtBody } from '#queries/shortlist';
import type { Eligible } from '#queries/shortlist';
import { refusal } from '#refusal';
import { askTogether } from '#together';

/** What is known of one person's taste, or of one film that others shall be like. */
export interface TasteQuestion {
  /** By inner product with the item factors of a model version. */
  readonly factors?: readonly number[] | undefined;
  /** By cosine with the same: the factors of one film. */
  readonly alike?: readonly number[] | undefined;
  /** Among sentence embeddings. */
  readonly direction?: readonly number[] | undefined;
  /** Films liked lately. */
  readonly liked: readonly number[];
}

export interface ShortlistRequest {
  readonly modelVersion: string;
  readonly people: readonly TasteQuestion[];
  readonly eligible: Eligible;
}

export interface Shortlist {
  /** Each once. */
  readonly movieIds: readonly number[];
  /** Films that are eligible at all. */
  readonly total: number;
  /** False when what is asked of the model's factors is not indexed: its candidates are missing. */
  readonly hasFactors: boolean;
}

/** Films taken by each kind of search. */
const BY_FACTORS = 300;
const BY_VECTOR = 200;
const BY_WORDS = 200;
const POPULAR = 300;

/** The films worth scoring for a person, or for people together, found in one request. */
export class ShortlistFinder {
  private readonly elastic: Elastic;

  constructor(elastic: Elastic) {
    this.elastic = elastic;
  }

  /** @throws ProblemError `search-unavailable` */
  async find({ modelVersion, people, eligible }: ShortlistRequest): Promise<Shortlist> {
    const { prefix } = this.elastic;
    const movies = `${prefix}-movies`;
    // The factors of this model: the alias may stand at the next one already.
    const factors = `${prefix}-factors-${modelVersion}`;
    const asked: (readonly [string, estypes.SearchRequest, ('factors' | 'alike')?])[] = [
      [movies, eligibleCountBody(eligible)],
      [movies, mostPopularBody({ limit: POPULAR, eligible })],
    ];
    for (const person of people) {
      for (const field of ['factors', 'alike'] as const) {
        const own = person[field];
        if (own !== undefined && (field === 'factors' || hasDirection(own)))
          asked.push([factors, pointedAtBody(field, own, { limit: BY_FACTORS, eligible }), field]);
      }
      if (person.direction !== undefined && hasDirection(person.direction))
        asked.push([movies, pointedAtBody('vector', person.direction, { limit: BY_VECTOR, eligible })]);
      if (person.liked.length > 0)
        asked.push([movies, likeMoviesBody(movies, person.liked, { limit: BY_WORDS, eligible })]);
    }
    const searches = asked.flatMap(([index, body]) => [{ index, ...WHOLE }, body]);
    const responses = await askTogether(this.elastic, { searches });
    const found = responses.map((response, at) => {
      if (!('error' in response)) return response;
      if (asked[at]![0] !== factors || response.status !== 404) throw refusal(response);
      return undefined;
    });
    const hits = found[0]?.hits.total;
    const total = typeof hits === 'number' ? hits : (hits?.value ?? 0);
    return {
      movieIds: [...new Set(found.flatMap(idsOf))],
      total,
      // An index from before `alike` was kept answers with no film.
      hasFactors: asked.every(
        ([, , field], at) =>
          field === undefined ||
          total === 0 ||
          (field === 'alike' ? idsOf(found[at]).length > 0 : found[at] !== undefined),
      ),
    };
  }

  /** The most popular films that may be recommended, best first; POPULAR at most. @throws ProblemError `search-unavailable` */
  async mostPopular(eligible: Eligible, limit: number): Promise<number[]> {
    const body = mostPopularBody({ limit: Math.min(limit, POPULAR), eligible });
    const searches = [{ index: `${this.elastic.prefix}-movies`, ...WHOLE }, body];
    const [response] = await askTogether(this.elastic, { searches });
    if ('error' in response!) throw refusal(response);
    return idsOf(response);
  }
}

const idsOf = (response: estypes.MsearchMultiSearchItem<unknown> | undefined): number[] =>
  (response?.hits.hits ?? []).map(idOf);
