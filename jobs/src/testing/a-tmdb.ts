import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** For tests: a TMDB that knows every film but each tenth, with a runtime by which its answers are told. */
export async function aTmdb() {
  const asked = new Map<number, number>();
  const server = createServer((request, response) => {
    const id = Number(/\/movie\/(\d+)/.exec(request.url ?? '')?.[1]);
    asked.set(id, (asked.get(id) ?? 0) + 1);
    response.writeHead(id % 10 === 0 ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id, runtime: 123 }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked: asked as ReadonlyMap<number, number>,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
