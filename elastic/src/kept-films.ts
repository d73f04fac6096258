import type { estypes } from '@elastic/elasticsearch';

type Hit = estypes.SearchHit;

/** A film in one version of the index; without a version, in whichever is live. */
export interface Found {
  readonly id: number;
  readonly index?: string | undefined;
}

interface Settings<Value> {
  /** Films that are kept; of more, the one that was needed least lately is read anew. */
  readonly most: number;
  /** Asks for films by id, bare (see queries/bare.ts) and with what `valueOf` needs. */
  readonly read: (movieIds: readonly number[]) => Promise<readonly Hit[]>;
  readonly valueOf: (hit: Hit) => Value;
}

/**
 * What is known of films that searches bring up, by index and id. An index never changes once it is built, so that a film
 * has to be read once: with every search it was most of what Elasticsearch sent and the API parsed.
 */
export class KeptFilms<Value> {
  private readonly kept = new Map<string, Value>();
  private readonly settings: Settings<Value>;

  constructor(settings: Settings<Value>) {
    this.settings = settings;
  }

  /** By id; a film that has left the index meanwhile is not among them. */
  async of(films: readonly Found[]): Promise<ReadonlyMap<number, Value>> {
    const found = new Map<number, Value>();
    const missing = new Set<number>();
    for (const { id, index } of films) {
      const value = index === undefined ? undefined : this.kept.get(keyOf(index, id));
      if (index === undefined || value === undefined) missing.add(id);
      else {
        found.set(id, value);
        if (this.kept.size >= this.settings.most) this.renew(keyOf(index, id), value);
      }
    }
    if (missing.size === 0) return found;
    for (const hit of await this.settings.read([...missing])) found.set(idOf(hit), this.keep(hit));
    return found;
  }

  /** Makes a film the last to be given up. */
  private renew(key: string, value: Value): void {
    this.kept.delete(key);
    this.kept.set(key, value);
  }

  /** Keeps what was read of a film. */
  keep(hit: Hit): Value {
    const value = this.settings.valueOf(hit);
    const key = keyOf(hit._index, idOf(hit));
    if (this.kept.size >= this.settings.most && !this.kept.has(key))
      this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(key, value);
    return value;
  }
}

const keyOf = (index: string, id: number): string => `${index} ${String(id)}`;

/** The film of a bare hit. */
export const idOf = ({ fields }: Hit): number => (fields as { readonly id: readonly number[] }).id[0]!;
