import type { Movie } from '@marquee/contract/movie';
import type { Elastic } from '../../../elastic/src/elastic.ts';
import { MovieSearcher } from '../../../elastic/src/movie-searcher.ts';
import { understand } from '../../../elastic/src/query-understanding.ts';
import { ShortlistFinder } from '../../../elastic/src/shortlist.ts';
import { seededRandom } from '../../../recommender/src/random.ts';
import { quantile } from '../figures.ts';
import { cpuSeconds } from '../target.ts';

const ROUNDS = 3;
const PAGE = 20;
const FACTORS = 64;
/** Films liked lately that words are taken from, as lists do. */
const LIKED = 3;

/** `candidates`: films worth scoring for a person, which lists are made from where there are many films. */
const KINDS = ['text', 'semantic', 'hybrid', 'suggest', 'candidates'] as const;
type Kind = (typeof KINDS)[number];

export interface Times {
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  /** Milliseconds of CPU of Elasticsearch a request, on average. */
  readonly cpu: number;
}
export type Latency = Readonly<Record<Kind, Times>>;

/** The indices of one size, and what they are asked: films that are meant, and what is near to each. */
export interface AskedSize {
  readonly elastic: Elastic;
  readonly films: readonly Movie[];
  readonly queries: readonly Float32Array[];
  readonly modelVersion: string;
}

/**
 * Through the searchers of the API; the embedding of a query, which knows nothing of the films, is left out. The sizes take turns
 * at every question.
 * @param pid of Elasticsearch
 */
export async function measureLatency(sizes: readonly AskedSize[], pid: number): Promise<Latency[]> {
  const asking = sizes.map((size) => ({ ways: waysOf(size), taken: new Map<Kind, Taken>() }));
  const questions = sizes[0]!.films.length;
  for (let round = -1; round < ROUNDS; round++) {
    for (let at = 0; at < questions; at++) {
      for (const kind of KINDS) {
        for (const { ways, taken } of asking) {
          const [startedAt, cpu] = [performance.now(), cpuSeconds(pid)];
          await ways[kind](at, round);
          if (round < 0) continue;
          const { ms, seconds } = taken.get(kind) ?? { ms: [], seconds: 0 };
          taken.set(kind, {
            ms: [...ms, performance.now() - startedAt],
            // The kernel counts in hundredths of a second; over some hundred requests that evens out.
            seconds: seconds + cpuSeconds(pid) - cpu,
          });
        }
      }
    }
  }
  return asking.map(
    ({ taken }) =>
      Object.fromEntries(
        [...taken].map(([kind, { ms, seconds }]): [string, Times] => [
          kind,
          { p50: quantile(ms, 0.5), p95: quantile(ms, 0.95), cpu: (seconds * 1000) / ms.length },
        ]),
      ) as Record<Kind, Times>,
  );
}

interface Taken {
  readonly ms: readonly number[];
  readonly seconds: number;
}

function waysOf({
  elastic,
  films,
  queries,
  modelVersion,
}: AskedSize): Readonly<Record<Kind, (at: number, round: number) => Promise<unknown>>> {
  const searcher = new MovieSearcher(elastic);
  const finder = new ShortlistFinder(elastic);
  const question = (at: number, round: number): string => questionOf(films[at]!, at + round * films.length);
  const vector = (at: number): number[] => Array.from(queries[at]!);
  const search = async (query: string, words: boolean, near: readonly number[] | null): Promise<void> => {
    const request = { query, understanding: understand(query), filters: {} };
    const found = await searcher.candidates(request, { words, vector: near });
    await searcher.page(found.slice(0, PAGE), null);
  };
  return {
    text: (at, round) => search(question(at, round), true, null),
    semantic: (at, round) => search(question(at, round), false, vector(at)),
    hybrid: (at, round) => search(question(at, round), true, vector(at)),
    suggest: (at, round) => searcher.suggestions(question(at, round).slice(0, 2 + (at % 6))),
    candidates: (at) => {
      const liked = Array.from({ length: LIKED }, (_, k) => films[(at + 7 * k + 1) % films.length]!.id);
      const person = { factors: vector(at).slice(0, FACTORS), direction: vector(at), liked };
      const eligible = { filters: {}, exclusions: {}, languages: [] };
      return finder.find({ modelVersion, people: [person], eligible });
    },
  };
}

/** In turns a title with a slip, words of the plot, a person with a genre, and a sentence. */
function questionOf(film: Movie, turn: number): string {
  const random = seededRandom(turn);
  const plot = film.overview!.slice(0, -1).split(' ');
  const some = (count: number): string =>
    Array.from({ length: count }, () => plot[Math.floor(random() * plot.length)]!).join(' ');
  switch (Math.abs(turn) % 4) {
    case 0:
      return film.title.replace(/(.)(.)/, '$2$1');
    case 1:
      return some(4);
    case 2:
      return `${film.actors[0]!} ${film.genres[0]!.toLowerCase()}`;
    default:
      return some(9);
  }
}
