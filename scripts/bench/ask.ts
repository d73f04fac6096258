import { Agent, request } from 'node:http';
import { leftover } from './leftovers.ts';
import type { Target } from './target.ts';

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Asks over connections that stay open, and reads the whole answer. @throws Error for an answer of 400 or more. */
export function ask(url: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<string> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const sent =
    text === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, agent, headers: { ...headers, ...sent } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('error', reject);
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const whole = Buffer.concat(parts).toString();
        const status = answer.statusCode ?? 500;
        if (status < 400) resolve(whole);
        else reject(new Error(`${method} ${url} answered ${String(status)}: ${whole.slice(0, 300)}`));
      });
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed an idle connection just when it was taken again: browsers ask once more, too.
      if (outgoing.reusedSocket && error.code === 'ECONNRESET')
        ask(url, { method, headers, body }).then(resolve, reject);
      else reject(error);
    });
    outgoing.end(text);
  });
}

export async function askJson<Answer>(url: string, asked?: Asked): Promise<Answer> {
  return JSON.parse(await ask(url, asked)) as Answer;
}

export interface Account {
  /** To be read for each request, as tokens are short-lived. */
  readonly headers: Readonly<Record<string, string>>;
  /** Deletes the account and all that belongs to it. */
  readonly remove: () => Promise<void>;
}

/** Somebody new, logged in, who comes from an address of their own: few may register from one. */
export async function newAccount({
  api,
  environment: { TRUSTED_PROXY_SECRET: secret },
}: Pick<Target, 'api' | 'environment'>): Promise<Account> {
  const password = crypto.randomUUID();
  const body = { email: `bench.${crypto.randomUUID()}@example.org`, name: 'Bench', password };
  let tokens = await askJson<Tokens>(`${api}/v1/auth/register`, {
    method: 'POST',
    headers: secret === undefined ? {} : { 'x-marquee-proxy': secret, 'x-forwarded-for': someAddress() },
    body,
  });
  const renew = async (): Promise<void> => {
    const { refreshToken } = tokens;
    tokens = await askJson<Tokens>(`${api}/v1/auth/refresh`, { method: 'POST', body: { refreshToken } });
  };
  const renewing = setInterval(() => void renew().catch(console.error), RENEW_MS).unref();
  const headersNow = (): Account['headers'] => ({ authorization: `Bearer ${tokens.accessToken}` });
  return {
    get headers() {
      return headersNow();
    },
    remove: leftover(async () => {
      clearInterval(renewing);
      await ask(`${api}/v1/me`, { method: 'DELETE', headers: headersNow(), body: { password } });
    }),
  };
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}
/** Access tokens hold for a quarter of an hour. */
const RENEW_MS = 8 * 60_000;

const someAddress = (): string =>
  `127.${Array.from({ length: 3 }, () => Math.floor(Math.random() * 256)).join('.')}`;

/** Ids of films of the catalogue, the best known first. */
export async function someFilms(api: string, count: number): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '100', ...(cursor === null ? {} : { cursor }) });
    const page: { items: { id: number }[]; nextCursor: string | null } = await askJson(
      `${api}/v1/movies?${query.toString()}`,
    );
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null && ids.length < count);
  return ids.slice(0, count);
}
