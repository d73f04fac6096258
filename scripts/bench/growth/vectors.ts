import { VECTOR_DIMENSIONS } from '../../../elastic/src/movie-document.ts';
import { seededRandom } from '../../../recommender/src/random.ts';

const TOPICS = 400;
const TOPICS_A_FILM = 3;
/** Length of what is a film's own beside its topics, which have about 1 together: neighbours are near, and differ. */
const OWN = 0.8;
const QUERY_OWN = 0.7;

/** About normal, for an eighth of the price: the sum of three uniform numbers. */
const roughlyNormal = (random: () => number): number => 2 * (random() + random() + random() - 1.5);

function unit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const norm = Math.sqrt(squares);
  for (let j = 0; j < vector.length; j++) vector[j]! /= norm;
  return vector;
}

function noise(random: () => number): Float32Array {
  return unit(Float32Array.from({ length: VECTOR_DIMENSIONS }, () => roughlyNormal(random)));
}

/** Vectors of unit length that lie in clumps, as sentence embeddings do: each film mixes a few of 400 topics with something of its own. */
export class SyntheticVectors {
  private readonly topics = Array.from({ length: TOPICS }, (_, at) => noise(seededRandom(31 * (at + 1))));

  of(film: number): Float32Array {
    const random = seededRandom(7_919 * (film + 1));
    const vector = noise(random);
    for (let j = 0; j < vector.length; j++) vector[j]! *= OWN;
    for (let k = 0; k < TOPICS_A_FILM; k++) {
      const topic = this.topics[Math.floor(random() ** 1.5 * TOPICS)]!;
      const weight = 0.3 + random() * 0.6;
      for (let j = 0; j < vector.length; j++) vector[j]! += weight * topic[j]!;
    }
    return unit(vector);
  }

  /** What somebody asks who means the film: near to it, in other words. */
  query(film: number): Float32Array {
    const vector = this.of(film);
    const other = noise(seededRandom(104_729 * (film + 1)));
    for (let j = 0; j < vector.length; j++) vector[j]! += QUERY_OWN * other[j]!;
    return unit(vector);
  }
}

/** The nearest vectors by cosine, found by looking at all of them. */
export class ExactNeighbours {
  private readonly queries: readonly Float32Array[];
  private readonly k: number;
  private readonly best: { readonly id: number; readonly score: number }[][];

  constructor(queries: readonly Float32Array[], k: number) {
    this.queries = queries;
    this.k = k;
    this.best = queries.map(() => []);
  }

  /** @param vector of unit length */
  add(id: number, vector: Float32Array): void {
    for (const [at, query] of this.queries.entries()) {
      let score = 0;
      for (let j = 0; j < vector.length; j++) score += vector[j]! * query[j]!;
      const best = this.best[at]!;
      if (best.length === this.k && score <= best.at(-1)!.score) continue;
      const place = best.findIndex((other) => other.score < score);
      best.splice(place < 0 ? best.length : place, 0, { id, score });
      if (best.length > this.k) best.pop();
    }
  }

  /** Ids, the nearest first, of each query. */
  ids(): number[][] {
    return this.best.map((list) => list.map(({ id }) => id));
  }
}

/** Share of the exact neighbours that were found. */
export function recall(exact: readonly (readonly number[])[], found: readonly (readonly number[])[]): number {
  const shares = exact.map((ids, at) => ids.filter((id) => found[at]!.includes(id)).length / ids.length);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
