import { describe, expect, it } from 'vitest';
import { passOn } from './pass-on.server.ts';

const asked = (headers: Readonly<Record<string, string>> = {}): Request =>
  new Request('http://localhost/map/data', { headers });
const anAnswer = (headers: Readonly<Record<string, string>>): Response => new Response('body', { headers });

describe('an answer that is passed on', () => {
  it('keeps what caches need, and nothing else', async () => {
    const answer = anAnswer({ etag: '"a"', 'cache-control': 'public', 'x-inner': 'secret' });
    const passed = await passOn(asked(), answer);
    expect([passed.status, await passed.text()]).toEqual([200, 'body']);
    expect(Object.fromEntries(passed.headers)).toEqual({
      'cache-control': 'public',
      'content-type': 'text/plain;charset=UTF-8',
      etag: '"a"',
    });
  });

  it('is only named where the browser has it', async () => {
    const passed = await passOn(asked({ 'if-none-match': '"a"' }), anAnswer({ etag: '"a"' }));
    expect([passed.status, await passed.text(), passed.headers.get('etag')]).toEqual([304, '', '"a"']);
    expect((await passOn(asked({ 'if-none-match': '"b"' }), anAnswer({ etag: '"a"' }))).status).toBe(200);
  });

  it('is passed on whole when it has no name', async () => {
    expect(await (await passOn(asked(), anAnswer({}))).text()).toBe('body');
  });

  it('has no length of the packed body', async () => {
    const packed = anAnswer({ 'content-encoding': 'br', 'content-length': '3' });
    expect((await passOn(asked(), packed)).headers.has('content-length')).toBe(false);
  });
});
