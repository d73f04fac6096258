import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { asking, connectElastic } from '#elastic';
import type { Elastic } from '#elastic';

let server: Server;
let elastic: Elastic;
afterEach(async () => {
  await elastic.close();
  server.closeAllConnections();
  server.close();
});

/** A server that answers each path after so many milliseconds, or refuses; never where none are given. */
async function serve(delays: Readonly<Record<string, number>>, refused?: string): Promise<void> {
  const answer = async ({ url = '' }: IncomingMessage, response: ServerResponse): Promise<void> => {
    const delay = delays[url.split('?')[0]!];
    if (delay === undefined) return;
    await pause(delay);
    response.setHeader('x-elastic-product', 'Elasticsearch').setHeader('content-type', 'application/json');
    response.writeHead(url.startsWith(refused ?? '-') ? 429 : 200).end('{"count":7}');
  };
  server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  elastic = connectElastic({ url: `http://127.0.0.1:${String(port)}`, prefix: 'patience' });
}

const count = (index: string) => asking(() => elastic.client.count({ index }));

describe('a slow answer', () => {
  it('comes when the server says that it is there', async () => {
    await serve({ '/slow/_count': 1400, '/_cluster/health': 1 });
    expect(await count('slow')).toMatchObject({ count: 7 });
  });

  it('comes when the server refuses to say how it is', async () => {
    await serve({ '/slow/_count': 1400, '/_cluster/health': 1 }, '/_cluster/health');
    expect(await count('slow')).toMatchObject({ count: 7 });
  });

  it('comes when the server has no time to say so, but answers others meanwhile', async () => {
    await serve({ '/slow/_count': 1400, '/quick/_count': 20 });
    const slow = count('slow');
    const others = (async () => {
      for (let at = 0; at < 12; at++) {
        await count('quick');
        await pause(80);
      }
    })();
    expect(await slow).toMatchObject({ count: 7 });
    await others;
  });

  it('is given up within a second and a bit when the server answers nobody any more', async () => {
    await serve({ '/quick/_count': 20 });
    const startedAt = performance.now();
    const silent = expect(count('silent')).rejects.toMatchObject({ code: 'search-unavailable' });
    await count('quick');
    await silent;
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
