import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseEnvironment } from '@marquee/contract/environment';
import { afterEach, describe, expect, it } from 'vitest';
import { PermanentFailure, TransientFailure } from '#outcome';
import { pauseMs, TmdbClient } from '#tmdb/tmdb-client';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** A TMDB that answers each request in turn, and keeps the addresses it was asked for. */
async function aTmdb(
  ...answers: ((response: ServerResponse) => void)[]
): Promise<{ client: TmdbClient; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  server = createServer((request, response) => {
    asked.push(request);
    answers[Math.min(asked.length, answers.length) - 1]!(response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server!.once('listening', resolve));
  const TMDB_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const environment = parseEnvironment({ TMDB_URL, TMDB_API_KEY: 'a-key' });
  return { client: new TmdbClient(environment, new AbortController().signal), asked };
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(code, headers).end('{}');
const json = (body: object) => (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

describe('the TMDB client', () => {
  it('reads a film with its people and keywords', async () => {
    const film = { id: 862, overview: 'Toys live.', credits: { cast: [{ name: 'Tom Hanks' }], crew: [] } };
    const { client, asked } = await aTmdb(json(film));
    expect(await client.movie(862)).toMatchObject({ id: 862, credits: { cast: [{ name: 'Tom Hanks' }] } });
    expect(asked[0]!.url).toBe('/3/movie/862?append_to_response=credits%2Ckeywords&api_key=a-key');
  });

  it('tells an unknown id from a known one', async () => {
    const { client } = await aTmdb(status(404), json({ id: 2 }));
    expect([await client.exists(1), await client.exists(2)]).toEqual([false, true]);
  });

  it('waits when it is told to, and asks again', async () => {
    const { client, asked } = await aTmdb(status(429, { 'retry-after': '0' }), json({ id: 2 }));
    expect(await client.exists(2)).toBe(true);
    expect(asked.length).toBe(2);
  });

  it('gives up for now on a server that keeps failing, and for good on a refused key', async () => {
    const failing = await aTmdb(status(503, { 'retry-after': '0' }));
    await expect(failing.client.exists(1)).rejects.toThrow(TransientFailure);
    const refusing = await aTmdb(status(401));
    await expect(refusing.client.exists(1)).rejects.toThrow(/check TMDB_API_KEY/);
    expect(refusing.asked.length).toBe(1);
  });

  it('says what to set when there is no key', () => {
    const without = () => new TmdbClient(parseEnvironment({}), new AbortController().signal);
    expect(without).toThrow(PermanentFailure);
    expect(without).toThrow(/Set TMDB_API_KEY/);
  });

  it('reads Retry-After in both of its forms', () => {
    const now = Date.parse('2026-11-24T10:00:00Z');
    expect(pauseMs('7', 0, now)).toBe(7000);
    expect(pauseMs('Tue, 24 Nov 2026 10:00:03 GMT', 0, now)).toBe(3000);
    expect(pauseMs('soon', 1, now)).toBe(1000);
    expect(pauseMs(null, 2, now)).toBe(2000);
    expect(pauseMs('86400', 0, now)).toBe(60_000);
  });
});
