import type { estypes } from '@elastic/elasticsearch';
import { factsOf } from '#candidate';
import type { FilmFacts } from '#candidate';

type Hit = estypes.SearchHit;

/** Films whose facts are kept; about a kilobyte each. */
const MOST_KEPT = 30_000;

/**
 * The facts of films that searches bring up, kept by index and id. An index never changes once it is built, so that a
 * film's facts have to be read once: with every search they were most of what Elasticsearch sent and the API parsed.
 */
export class CandidateFacts {
  private readonly kept = new Map<string, FilmFacts>();
  private readonly read: (movieIds: readonly string[]) => Promise<readonly Hit[]>;

  /** @param read asks for hits with the doc values of `CANDIDATE_FIELDS` */
  constructor(read: (movieIds: readonly string[]) => Promise<readonly Hit[]>) {
    this.read = read;
  }

  /** By id; a film that has left the index meanwhile is not among them. */
  async of(hits: readonly Hit[]): Promise<ReadonlyMap<string, FilmFacts>> {
    const found = new Map<string, FilmFacts>();
    const missing = new Set<string>();
    for (const hit of hits) {
      const facts = this.kept.get(keyOf(hit));
      if (facts === undefined) missing.add(hit._id!);
      else found.set(hit._id!, facts);
    }
    if (missing.size === 0) return found;
    for (const hit of await this.read([...missing])) {
      const facts = factsOf(hit);
      found.set(hit._id!, facts);
      this.keep(keyOf(hit), facts);
    }
    return found;
  }

  private keep(key: string, facts: FilmFacts): void {
    if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(key, facts);
  }
}

const keyOf = ({ _index, _id }: Hit): string => `${_index} ${_id!}`;
