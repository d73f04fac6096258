import { createServer } from 'node:http';
import { createElement as h } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import { createStaticHandler, createStaticRouter, StaticRouterProvider, useLoaderData } from 'react-router';
import type { LoaderFunctionArgs } from 'react-router';

/**
 * The least that the two pages can cost under React Router: the same requests to the API, and a list of titles.
 * No styles, no pictures, no menu, nobody logged in. Prints its address.
 */
const [api] = process.argv.slice(2) as [string];

interface Film {
  readonly title: string;
  readonly year: number | null;
  readonly overview?: string | null;
}
const get = async <Answer>(path: string): Promise<Answer> =>
  (await (await fetch(`${api}${path}`)).json()) as Answer;

const searchLoader = async ({ request }: LoaderFunctionArgs) =>
  (
    await get<{ items: { movie: Film }[] }>(
      `/v1/search?facets=true&q=${encodeURIComponent(new URL(request.url).searchParams.get('q') ?? '')}`,
    )
  ).items.map(({ movie }) => movie);
const filmLoader = async ({ params }: LoaderFunctionArgs) => {
  const [film, { items }] = await Promise.all([
    get<Film>(`/v1/movies/${params.id!}`),
    get<{ items: { movie: Film }[] }>(`/v1/movies/${params.id!}/similar`),
  ]);
  return [film, ...items.map(({ movie }) => movie)];
};

function Films() {
  const films = useLoaderData<readonly Film[]>();
  const rows = films.map(({ title, year, overview }, at) =>
    h('li', { key: at }, `${title} (${String(year)})`, overview && h('p', null, overview)),
  );
  return h('html', null, h('head', null, h('title', null, 'Films')), h('body', null, h('ol', null, rows)));
}

const routes = [
  { path: '/search', loader: searchLoader, Component: Films },
  { path: '/movies/:id', loader: filmLoader, Component: Films },
];
const handler = createStaticHandler(routes);

const server = createServer((incoming, outgoing) => {
  void (async () => {
    const context = await handler.query(new Request(new URL(incoming.url!, 'http://localhost')));
    if (context instanceof Response) throw new Error('A page is no redirect.');
    const router = createStaticRouter(handler.dataRoutes, context);
    const { pipe } = renderToPipeableStream(h(StaticRouterProvider, { router, context }), {
      onShellReady: () => pipe(outgoing.setHeader('content-type', 'text/html')),
    });
  })();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') console.log(`http://127.0.0.1:${String(address?.port)}`);
});
process.once('SIGTERM', () => process.exit());
