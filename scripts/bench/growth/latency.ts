import type { Movie } from '@marquee/contract/movie';
import type { Elastic } from '../../../elastic/src/elastic.ts';
import { MovieSearcher } from '../../../elastic/src/movie-searcher.ts';
import { understand } from '../../../elastic/src/query-understanding.ts';
import { ShortlistFinder } from '../../../elastic/src/shortlist.ts';
import { seededRandom } from '../../../recommender/src/random.ts';
import { quantile } from '../figures.ts';

const ROUNDS = 3;
const PAGE = 20;
const FACTORS = 64;
const LIKED = 5;

/** `candidates`: films worth scoring for a person, which lists are made from where there are many films. */
const KINDS = ['text', 'semantic', 'hybrid', 'suggest', 'candidates'] as const;
type Kind = (typeof KINDS)[number];

export type Latency = Readonly<Record<Kind, { readonly p50: number; readonly p95: number }>>;

interface Asked {
  /** Films that are meant, and what is near to each. */
  readonly films: readonly Movie[];
  readonly queries: readonly Float32Array[];
  readonly modelVersion: string;
}

/** Milliseconds through the searchers of the API; the embedding of a query, which knows nothing of the films, is left out. */
export async function measureLatency(
  elastic: Elastic,
  { films, queries, modelVersion }: Asked,
): Promise<Latency> {
  const searcher = new MovieSearcher(elastic);
  const finder = new ShortlistFinder(elastic);
  const times: Record<Kind, number[]> = { text: [], semantic: [], hybrid: [], suggest: [], candidates: [] };
  for (let round = -1; round < ROUNDS; round++) {
    for (const [at, film] of films.entries()) {
      const query = questionOf(film, at + round * films.length);
      const request = { query, understanding: understand(query), filters: {} };
      const vector = Array.from(queries[at]!);
      const search = async (words: boolean, near: readonly number[] | null): Promise<void> => {
        const found = await searcher.candidates(request, { words, vector: near });
        await searcher.page(found.slice(0, PAGE), null);
      };
      const liked = Array.from({ length: LIKED }, (_, k) => films[(at + 7 * k + 1) % films.length]!.id);
      const person = { factors: vector.slice(0, FACTORS), direction: vector, liked };
      const eligible = { filters: {}, exclusions: {}, languages: [] };
      const ways: Readonly<Record<Kind, () => Promise<unknown>>> = {
        text: () => search(true, null),
        semantic: () => search(false, vector),
        hybrid: () => search(true, vector),
        suggest: () => searcher.suggestions(query.slice(0, 2 + (at % 6))),
        candidates: () => finder.find({ modelVersion, people: [person], eligible }),
      };
      for (const kind of KINDS) {
        const startedAt = performance.now();
        await ways[kind]();
        if (round >= 0) times[kind].push(performance.now() - startedAt);
      }
    }
  }
  return Object.fromEntries(
    KINDS.map((kind) => [kind, { p50: quantile(times[kind], 0.5), p95: quantile(times[kind], 0.95) }]),
  ) as Latency;
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
