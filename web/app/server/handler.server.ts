import { randomBytes } from 'node:crypto';
import type { Session } from '@marquee/contract/account';
import { parseEnvironment } from '@marquee/contract/environment';
import { createRequestHandler, RouterContextProvider } from 'react-router';
import * as build from 'virtual:react-router/server-build';
import { isLocale, localeOf } from '#strings/locale.ts';
import { Api, ApiProblem } from './api.server.ts';
import { cookieLine, readCookies } from './cookies.ts';
import { isFromOwnPage } from './own-origin.ts';
import { sealWith } from './sealed-cookie.server.ts';
import { securityHeaders } from './security-headers.ts';
import { openTokens, Refresher, SESSION_COOKIE, SESSION_SECONDS, tokensOf } from './session.server.ts';
import type { Tokens } from './session.server.ts';
import { visitContext } from './visit.server.ts';
import type { Theme, Visit } from './visit.server.ts';

const environment = parseEnvironment();
const secure = environment.PUBLIC_URL.startsWith('https:');
const seal = sealWith(environment.JWT_SECRET ?? randomBytes(32).toString('hex'), 'session');
const run = createRequestHandler(build, 'production');
const refresher = new Refresher(async (refreshToken) => {
  try {
    return await apiFor('', null).send<Session>('POST', '/v1/auth/refresh', { refreshToken });
  } catch (error) {
    if (error instanceof ApiProblem && [401, 403, 422].includes(error.status)) return null;
    throw error;
  }
});

function apiFor(address: string, tokens: Tokens | null, timed?: (name: string, ms: number) => void): Api {
  const trusted = environment.TRUSTED_PROXY_SECRET;
  return new Api({
    base: environment.API_URL,
    headers: {
      ...(tokens ? { authorization: `Bearer ${tokens.access}` } : {}),
      ...(trusted && address ? { 'x-forwarded-for': address, 'x-marquee-proxy': trusted } : {}),
    },
    ...(timed ? { timed } : {}),
  });
}

/** Answers one request. @param address of the browser. */
export async function handle(request: Request, address: string): Promise<Response> {
  const started = performance.now();
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (changes && !isFromOwnPage(request.headers, environment.PUBLIC_URL)) {
    return new Response('This request did not come from a page of Marquee.\n', { status: 403 });
  }
  const cookies = readCookies(request.headers.get('cookie'));
  const held = openTokens(seal, cookies.get(SESSION_COOKIE));
  const refreshed = held === null ? null : await refresher.fresh(held);
  const tokens = refreshed === null || !('tokens' in refreshed) ? null : refreshed.tokens;
  const setCookies = new Map<string, string>();
  const setSession = (value: Tokens | null): void => {
    const options = { maxAgeSeconds: value === null ? 0 : SESSION_SECONDS, secure };
    setCookies.set(
      SESSION_COOKIE,
      cookieLine(SESSION_COOKIE, value === null ? '' : seal.seal(value), options),
    );
  };
  if (refreshed?.kind === 'renewed') setSession(refreshed.tokens);
  if (refreshed?.kind === 'ended') setSession(null);

  const nonce = randomBytes(16).toString('base64');
  let waited = 0;
  const language = cookies.get('marquee_language');
  const theme = cookies.get('marquee_theme');
  const visit: Visit = {
    api: apiFor(address, tokens, (_, ms) => (waited = Math.max(waited, ms))),
    account: tokens === null ? null : { name: tokens.name, role: tokens.role },
    locale: isLocale(language) ? language : localeOf(request.headers.get('accept-language')),
    theme: theme === 'light' || theme === 'dark' ? (theme satisfies Theme) : 'auto',
    nonce,
    publicUrl: environment.PUBLIC_URL,
    refreshToken: tokens?.refresh ?? null,
    logIn: (session) => setSession(tokensOf(session)),
    logOut: () => setSession(null),
    setCookie: (name, value) =>
      setCookies.set(name, cookieLine(name, value, { maxAgeSeconds: 365 * 24 * 3600, secure })),
  };
  const context = new RouterContextProvider();
  context.set(visitContext, visit);

  const answer = await run(request, context);
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(securityHeaders(nonce, secure))) headers.set(name, value);
  for (const line of setCookies.values()) headers.append('Set-Cookie', line);
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache');
  headers.append('Vary', 'Cookie, Accept-Language');
  const total = performance.now() - started;
  headers.set('Server-Timing', `api;dur=${waited.toFixed(1)}, total;dur=${total.toFixed(1)}`);
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}
