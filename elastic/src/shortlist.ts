import type { estypes } from '@elastic/elasticsearch';
import { WHOLE } from '#elastic';
import type { Elastic } from '#elastic';
import { idOf } from '#kept-films';
import { likeMoviesBody, mostPopularBody, pointedAtBody } from '#queries/shortlist';
import type { Eligible } from '#queries/shortlist';
import { refusal } from '#refusal';
import { askTogether } from '#together';

/** What is known of one person's taste. */
export interface TasteQuestion {
  /** By inner product with the item factors of a model version. */
  readonly factors?: readonly number[] | undefined;
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
  /** False when the model's factors are not indexed: its candidates are missing. */
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
    const asked: (readonly [string, estypes.SearchRequest])[] = [
      [movies, mostPopularBody({ limit: POPULAR, eligible })],
    ];
    for (const person of people) {
      if (person.factors !== undefined)
        asked.push([factors, pointedAtBody('factors', person.factors, { limit: BY_FACTORS, eligible })]);
      if (person.direction !== undefined)
        asked.push([movies, pointedAtBody('vector', person.direction, { limit: BY_VECTOR, eligible })]);
      if (person.liked.length > 0)
        asked.push([movies, likeMoviesBody(movies, person.liked, { limit: BY_WORDS, eligible })]);
    }
    const searches = asked.flatMap(([index, body]) => [{ index, ...WHOLE }, body]);
    const responses = await askTogether(this.elastic, { searches });
    let hasFactors = true;
    const found = responses.map((response, at) => {
      if (!('error' in response)) return response;
      if (asked[at]![0] !== factors || response.status !== 404) throw refusal(response);
      hasFactors = false;
      return undefined;
    });
    const [popular] = found;
    const total = popular?.hits.total;
    return {
      movieIds: [...new Set(found.flatMap(idsOf))],
      total: typeof total === 'number' ? total : (total?.value ?? 0),
      hasFactors,
    };
  }
}

const idsOf = (response: estypes.MsearchMultiSearchItem<unknown> | undefined): number[] =>
  (response?.hits.hits ?? []).map(idOf);
