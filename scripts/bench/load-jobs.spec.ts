import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { parseEnvironment } from '@marquee/contract/environment';
import { runJobs } from './load-jobs.ts';

it('counts a job that the API does not start as failed, and waits for the others', async () => {
  const server = createServer((request, answer) => {
    request.resume().on('end', () => {
      if (request.url === '/v1/auth/login') return answer.end('{"accessToken":"token"}');
      if (started++ === 0) return answer.writeHead(503).end('busy');
      return answer.end('{"id":"1","state":"completed","error":null}');
    });
  });
  let started = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address!.port : 0;
  const api = `http://127.0.0.1:${String(port)}`;
  const account = { ADMIN_EMAIL: 'admin@example.org', ADMIN_PASSWORD: 'a long password' };
  try {
    const environment = { ...parseEnvironment({ NODE_ENV: 'test' }), ...account };
    const ends = await runJobs({ api, web: api, environment }, Date.now() + 1000);
    expect(ends.map(({ name }) => name)).toEqual(['index', 'refresh-cache', 'train']);
    expect(ends.map(({ state }) => state).sort()).toEqual(['completed', 'completed', 'failed']);
    expect(ends.find(({ state }) => state === 'failed')!.error).toContain('answered 503: busy');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
