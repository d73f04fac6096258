import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type { estypes } from '@elastic/elasticsearch';
import type { MovieSummary } from '@marquee/contract/movie';
import type { Facets } from '@marquee/contract/search';
import { factsOf, joinCandidates } from '#candidate';
import type { Candidate, CandidateLists, FilmFacts } from '#candidate';
import { refusal } from '#refusal';
import { WHOLE } from '#elastic';
import type { Elastic } from '#elastic';
import { idOf, KeptFilms } from '#kept-films';
import type { Found } from '#kept-films';
import {
  factsAheadBody,
  factsBody,
  neighboursBody,
  peopleBody,
  plotBody,
  titleBody,
  wishesBody,
} from '#queries/candidates';
import type { CandidateRequest } from '#queries/candidates';
import { facetsOf } from '#queries/facets';
import { facetBody, pageBody } from '#queries/pool';
import { suggestPeopleBody, suggestTitlesBody } from '#queries/suggest';
import type { PersonCount, TitleHit } from '#suggestions';
import { askTogether } from '#together';

interface Wanted {
  readonly words: boolean;
  /** The query's embedding, perhaps still being made; null for a search by words alone. */
  readonly vector: Promise<readonly number[] | null> | readonly number[] | null;
  /** Called with what is known of the films that the words found, while those near in meaning are still looked for. */
  readonly meanwhile?: (films: Iterable<FilmFacts>) => void;
}

export interface FoundPage {
  /** In the order asked for; films that are gone from the index are left out. */
  readonly movies: readonly MovieSummary[];
  readonly facets: Facets | undefined;
}

/** Facts take about two kilobytes a film, cards three. */
const FACTS_KEPT = 30_000;
const CARDS_KEPT = 5000;
/** So many films are read ahead at once, with a pause in which searches get their turn. */
const AHEAD = 200;
const AHEAD_PAUSE_MS = 20;

type Response = estypes.SearchResponseBody<unknown>;

type FoundByWords = Pick<CandidateLists, 'plot' | 'others'>;
const NOTHING: Promise<FoundByWords> = Promise.resolve({ plot: [], others: [] });

/** Asks the live movie index what a query may mean. */
export class MovieSearcher {
  private readonly elastic: Elastic;
  private readonly alias: string;
  private readonly facts = new KeptFilms({
    most: FACTS_KEPT,
    read: async (movieIds) =>
      (await this.ask<'films'>({ films: factsBody(movieIds) })).films?.hits.hits ?? [],
    valueOf: factsOf,
  });
  private readonly cards = new KeptFilms({
    most: CARDS_KEPT,
    read: async (movieIds) => (await this.ask<'films'>({ films: pageBody(movieIds) })).films?.hits.hits ?? [],
    valueOf: ({ _source }) => _source as MovieSummary,
  });

  /** The index whose facts have been read, or are being read. */
  private aheadOf: string | undefined;

  constructor(elastic: Elastic) {
    this.elastic = elastic;
    this.alias = `${elastic.prefix}-movies`;
  }

  /** The words are looked up while the embedding is still being made. */
  async candidates(request: CandidateRequest, { words, vector, meanwhile }: Wanted): Promise<Candidate[]> {
    const finding = words ? this.byWords(request) : NOTHING;
    const [found, nearest] = await Promise.all([
      finding,
      this.nearest(request, vector),
      meanwhile && words && vector !== null ? this.tell(meanwhile, { finding, vector }) : undefined,
    ]);
    const hits = [...found.plot, ...nearest, ...found.others];
    this.readAhead(hits[0]?._index);
    return joinCandidates({ ...found, nearest }, await this.factsOf(hits));
  }

  private async tell(
    meanwhile: NonNullable<Wanted['meanwhile']>,
    { finding, vector }: Pick<Wanted, 'vector'> & { readonly finding: Promise<FoundByWords> },
  ): Promise<void> {
    const { plot, others } = await finding;
    // What is done meanwhile must not keep the other request from being sent.
    await vector;
    await turn();
    meanwhile((await this.factsOf([...plot, ...others])).values());
  }

  private async factsOf(hits: readonly estypes.SearchHit[]): Promise<ReadonlyMap<number, FilmFacts>> {
    return await this.facts.of(hits.map((hit) => ({ id: idOf(hit), index: hit._index })));
  }

  /** Reads the facts of an index that is new here, so that its first searches have not to; what fails is read when it is needed. */
  private readAhead(index: string | undefined): void {
    if (index === undefined || index === this.aheadOf) return;
    this.aheadOf = index;
    const read = async (): Promise<void> => {
      let after: estypes.SortResults | undefined;
      for (let count = 0; count < FACTS_KEPT && this.aheadOf === index; count += AHEAD) {
        const { films } = await this.ask<'films'>({ films: factsAheadBody(AHEAD, after) });
        const hits = films?.hits.hits ?? [];
        for (const hit of hits) this.facts.keep(hit);
        after = hits.at(-1)?.sort;
        if (hits.length < AHEAD) return;
        await pause(AHEAD_PAUSE_MS);
      }
    };
    read().catch(() => undefined);
  }

  private async byWords(request: CandidateRequest): Promise<FoundByWords> {
    const wishes = wishesBody(request);
    const found = await this.ask<'plot' | 'titles' | 'people' | 'wishes'>({
      plot: plotBody(request),
      titles: titleBody(request),
      people: peopleBody(request),
      ...(wishes === null ? {} : { wishes }),
    });
    const hits = (name: keyof typeof found) => found[name]?.hits.hits ?? [];
    return { plot: hits('plot'), others: [...hits('titles'), ...hits('people'), ...hits('wishes')] };
  }

  private async nearest(request: CandidateRequest, vector: Wanted['vector']): Promise<estypes.SearchHit[]> {
    const made = await vector;
    if (made === null) return [];
    const { nearest } = await this.ask<'nearest'>({ nearest: neighboursBody(made, request) });
    return nearest?.hits.hits ?? [];
  }

  /** @param pool films to count the facets over; null for no facets */
  async page(films: readonly Found[], pool: readonly number[] | null): Promise<FoundPage> {
    const [cards, { facets }] = await Promise.all([
      this.cards.of(films),
      pool === null ? { facets: undefined } : this.ask<'facets'>({ facets: facetBody(pool) }),
    ]);
    return {
      movies: films.flatMap(({ id }) => cards.get(id) ?? []),
      facets: facets === undefined ? undefined : facetsOf(facets.aggregations),
    };
  }

  /** Films and people for a text that is being typed. */
  async suggestions(text: string): Promise<{ titles: TitleHit[]; people: PersonCount[] }> {
    const { titles, people } = await this.ask<'titles' | 'people'>({
      titles: suggestTitlesBody(text),
      people: suggestPeopleBody(text),
    });
    const aggregation = people?.aggregations?.people as
      { buckets: readonly { key: string; doc_count: number }[] } | undefined;
    return {
      titles: (titles?.hits.hits ?? []).map((hit) => hit._source as TitleHit),
      people: (aggregation?.buckets ?? []).map(({ key, doc_count: films }) => ({ name: key, films })),
    };
  }

  /** Ratings of the most-rated film; 0 in an empty index. */
  async mostRatings(): Promise<number> {
    const { top } = await this.ask<'top'>({
      top: { size: 0, aggregations: { most: { max: { field: 'ratingCount' } } } },
    });
    return (top?.aggregations?.most as { value: number | null } | undefined)?.value ?? 0;
  }

  private async ask<Name extends string>(
    bodies: Partial<Record<Name, estypes.SearchRequest>>,
  ): Promise<Partial<Record<Name, Response>>> {
    const asked = Object.entries(bodies) as [Name, estypes.SearchRequest][];
    const searches = asked.flatMap(([, body]) => [WHOLE, body]);
    const responses = await askTogether(this.elastic, { index: this.alias, searches });
    return Object.fromEntries(
      responses.map((response, at) => {
        if ('error' in response) throw refusal(response);
        return [asked[at]![0], response];
      }),
    ) as Partial<Record<Name, Response>>;
  }
}
