import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const FAKE_KEY = 'a-key';
const PAGE = 20;

/** What goes wrong with one request; null: nothing. */
export type Fault = ((response: ServerResponse) => void) | null;
export const answering =
  (status: number, headers: Readonly<Record<string, string>> = {}): Fault =>
  (response) =>
    void response.writeHead(status, headers).end('{}');
/** The connection ends in the middle of the answer. */
export const cut: Fault = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  response.write('{"id": 1, "overvi', () => setTimeout(() => response.destroy(), 10));
};
/** Nothing comes. */
export const silent: Fault = () => undefined;

export interface FakeFilm {
  readonly id: number;
  readonly title: string;
  readonly [field: string]: unknown;
}

export interface FakeTmdb {
  readonly url: string;
  /** Paths that were asked for, in order, without the key. */
  readonly asked: string[];
  /** Used up first, one a request. */
  readonly faults: Fault[];
  close(): Promise<void>;
}

/** For tests: a server that speaks TMDB's protocol about some films, and misbehaves when it is told to. */
export async function aFakeTmdb(
  films: readonly FakeFilm[],
  faults: readonly Fault[] = [],
): Promise<FakeTmdb> {
  const known = new Map(films.map((film) => [film.id, film]));
  const left = [...faults];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://tmdb');
    asked.push(url.pathname);
    const fault = left.shift();
    if (fault) return fault(response);
    const send = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.searchParams.get('api_key') !== FAKE_KEY)
      return send(401, { status_code: 7, status_message: 'Invalid API key' });
    if (url.pathname === '/3/discover/movie') {
      const page = Number(url.searchParams.get('page') ?? 1);
      return send(200, {
        page,
        results: films.slice((page - 1) * PAGE, page * PAGE).map(({ id, title }) => ({ id, title })),
        total_pages: Math.ceil(films.length / PAGE),
      });
    }
    const film = known.get(Number(/^\/3\/movie\/(\d+)$/.exec(url.pathname)?.[1]));
    if (film === undefined)
      return send(404, { status_code: 34, status_message: 'The resource could not be found.' });
    return send(200, film);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    faults: left,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A film as TMDB tells of it. */
export const aFakeFilm = (id: number, changes: Readonly<Record<string, unknown>> = {}): FakeFilm => ({
  id,
  title: `Film ${id}`,
  original_title: `Film ${id}`,
  original_language: 'en',
  release_date: '1999-05-01',
  overview: `What happens in film ${id}.`,
  runtime: 100,
  poster_path: `/p${id}.jpg`,
  imdb_id: `tt${String(id).padStart(7, '0')}`,
  vote_average: 8,
  vote_count: 1000 - id,
  genres: [
    { id: 878, name: 'Science Fiction' },
    { id: 36, name: 'History' },
  ],
  production_countries: [{ iso_3166_1: 'US' }],
  spoken_languages: [{ iso_639_1: 'en' }],
  credits: { cast: [{ name: 'An Actor' }], crew: [{ name: 'A Director', job: 'Director' }] },
  keywords: { keywords: [{ name: 'robot' }] },
  ...changes,
});
