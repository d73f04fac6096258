import { ProblemError } from '@marquee/contract/problem';
import type { SearchSignals } from '@marquee/contract/search';
import type { ScoredMovie } from '@marquee/elastic/search-score';

/** A search frozen behind its cursor: the order of the films, and where the next page begins. */
export interface FrozenPool {
  readonly offset: number;
  readonly movies: readonly ScoredMovie[];
  readonly didYouMean: string | null;
  readonly degraded: boolean;
}

/** Most films that can be reached by paging. */
export const MOST_REACHABLE = 400;

/** A cursor has 6,000 characters at most, of which base64 and the seal take their part. */
const MOST_BYTES = 4200;
const SCORE_STEP = 1e-4;
const SIGNAL_STEP = 0.01;
const OTHERS = ['semantic', 'title', 'people', 'popularity', 'taste'] as const;

/**
 * Turns a frozen search into bytes: a head as JSON, then each film's id (7 bits a byte), its score in steps of 0.0001
 * and, where they are asked for, all signals but `text` in steps of 0.01; `text` is the rest of the score.
 */
export function freeze({ offset, movies, didYouMean, degraded }: FrozenPool, explain: boolean): Buffer {
  const head = Buffer.from(JSON.stringify([offset, degraded ? 1 : 0, explain ? 1 : 0, didYouMean]));
  const parts = movies.map((movie) => bytesOf(movie, explain));
  return Buffer.concat([Buffer.of(head.length & 0xff, head.length >> 8), head, ...parts]);
}

/** @throws ProblemError `invalid-cursor`; only when an older version of this program sealed it. */
export function thaw(bytes: Buffer): FrozenPool {
  try {
    const start = 2 + bytes.readUInt16LE(0);
    const [offset, degraded, explain, didYouMean] = JSON.parse(bytes.toString('utf8', 2, start)) as [
      number,
      number,
      number,
      string | null,
    ];
    return { offset, didYouMean, degraded: degraded === 1, movies: moviesOf(bytes, start, explain === 1) };
  } catch (cause) {
    throw new ProblemError('invalid-cursor', 'Search again from the first page.', {
      errors: [{ field: 'cursor', message: 'is of another version' }],
      cause,
    });
  }
}

/** How many of these films fit behind a cursor; all of a usual search. */
export function reachable(movies: readonly ScoredMovie[], explain: boolean): number {
  let bytes = 0;
  for (const [at, movie] of movies.slice(0, MOST_REACHABLE).entries()) {
    bytes += bytesOf(movie, explain).length;
    if (bytes > MOST_BYTES) return at;
  }
  return Math.min(movies.length, MOST_REACHABLE);
}

function bytesOf({ id, score, signals }: ScoredMovie, explain: boolean): Buffer {
  const bytes: number[] = [];
  let rest = id;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  const steps = Math.max(-0x8000, Math.min(0x7fff, Math.round(score / SCORE_STEP))) & 0xffff;
  bytes.push(steps & 0xff, steps >> 8);
  if (explain) bytes.push(...OTHERS.map((name) => signalByte(signals[name])));
  return Buffer.from(bytes);
}

const signalByte = (value: number): number =>
  Math.max(-128, Math.min(127, Math.round(value / SIGNAL_STEP))) & 0xff;

function moviesOf(bytes: Buffer, start: number, explain: boolean): ScoredMovie[] {
  const movies: ScoredMovie[] = [];
  let at = start;
  while (at < bytes.length) {
    let [id, factor] = [0, 1];
    for (let byte = 0x80; byte >= 0x80; factor *= 128) {
      byte = bytes.readUInt8(at++);
      id += (byte & 0x7f) * factor;
    }
    const score = bytes.readInt16LE(at) * SCORE_STEP;
    at += 2;
    const signals = explain ? signalsOf(score, bytes.subarray(at, at + OTHERS.length)) : NO_SIGNALS;
    if (explain) at += OTHERS.length;
    movies.push({ id, score, signals });
  }
  return movies;
}

const NO_SIGNALS: SearchSignals = { text: 0, semantic: 0, title: 0, people: 0, popularity: 0, taste: 0 };

function signalsOf(score: number, bytes: Buffer): SearchSignals {
  const signals: { -readonly [Name in keyof SearchSignals]: number } = { ...NO_SIGNALS };
  OTHERS.forEach((name, at) => (signals[name] = bytes.readInt8(at) * SIGNAL_STEP));
  signals.text = OTHERS.reduce((rest, name) => rest - signals[name], score);
  return signals;
}
