import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { throughput } from './throughput.ts';

export interface RecommendBench {
  /** `POST /v1/recommendations` with 50 ratings, one client, milliseconds; without reasons and with them, in turns. */
  readonly statelessP50: number;
  readonly statelessP95: number;
  readonly explainedP50: number;
  readonly explainedP95: number;
  /** A rating and the recommendations that count it, one after the other, milliseconds. */
  readonly rateAndRecommendP95: number;
  /**
   * Cached answers a second over those of a bare Nest route on Fastify that does one Redis GET of the same size,
   * 32 connections, interleaved rounds, medians.
   */
  readonly cachedOverBare: number;
  readonly cachedPerSecond: number;
  readonly barePerSecond: number;
}

interface Options {
  readonly api: string;
  readonly redis: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const round = { connections: 32, milliseconds: 2000 } as const;
const ROUNDS = 9;

/** Measures recommending through a running API; makes an account of its own and deletes it at the end. */
export async function benchRecommendations({ api, redis }: Options): Promise<RecommendBench> {
  const films = JSON.parse(await ask(`${api}/v1/movies?limit=100`)) as { items: { id: number }[] };
  const ids = films.items.map(({ id }) => id);
  const { plain, explained } = await statelessTimes(api, ids);
  const password = crypto.randomUUID();
  const account = { email: `bench.${crypto.randomUUID()}@example.org`, name: 'Bench', password };
  const session = JSON.parse(await ask(`${api}/v1/auth/register`, { method: 'POST', body: account })) as {
    accessToken: string;
  };
  const headers = { authorization: `Bearer ${session.accessToken}` };
  try {
    const reacting = await reactionTimes(api, ids, headers);
    const answer = await ask(`${api}/v1/me/recommendations`, { headers });
    const throughput = await againstBare(`${api}/v1/me/recommendations`, { headers, answer, redis });
    return {
      statelessP50: quantile(plain, 0.5),
      statelessP95: quantile(plain, 0.95),
      explainedP50: quantile(explained, 0.5),
      explainedP95: quantile(explained, 0.95),
      rateAndRecommendP95: quantile(reacting, 0.95),
      ...throughput,
    };
  } finally {
    await ask(`${api}/v1/me`, { method: 'DELETE', headers, body: { password } });
  }
}

async function statelessTimes(
  api: string,
  ids: readonly number[],
): Promise<{ readonly plain: number[]; readonly explained: number[] }> {
  const ratings = ids.slice(0, 50).map((movieId, at) => ({ movieId, rating: 1 + (at % 9) / 2 }));
  const times = { plain: [] as number[], explained: [] as number[] };
  for (let round = -5; round < 60; round++) {
    for (const kind of ['plain', 'explained'] as const) {
      const started = performance.now();
      const body = { ratings, explain: kind === 'explained' };
      await ask(`${api}/v1/recommendations`, { method: 'POST', body });
      if (round >= 0) times[kind].push(performance.now() - started);
    }
  }
  return times;
}

async function reactionTimes(
  api: string,
  ids: readonly number[],
  headers: Record<string, string>,
): Promise<number[]> {
  const times: number[] = [];
  for (const [at, id] of ids.slice(0, 50).entries()) {
    const started = performance.now();
    await ask(`${api}/v1/me/ratings/${String(id)}`, {
      method: 'PUT',
      headers,
      body: { rating: 1 + (at % 9) / 2 },
    });
    await ask(`${api}/v1/me/recommendations`, { headers });
    times.push(performance.now() - started);
  }
  return times;
}

async function againstBare(
  url: string,
  {
    headers,
    answer,
    redis,
  }: { readonly headers: Record<string, string>; readonly answer: string; readonly redis: string },
): Promise<Pick<RecommendBench, 'cachedOverBare' | 'cachedPerSecond' | 'barePerSecond'>> {
  const key = `bench:${crypto.randomUUID()}`;
  const client = new Redis(redis);
  await client.set(key, answer, 'EX', 600);
  const bare = spawn(process.execPath, [join(import.meta.dirname, 'bare-nest-route.ts'), redis, key], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(bare.stdout, 'data')) as [Buffer];
  const bareUrl = line.toString().trim();
  try {
    const [cached, plain]: [number[], number[]] = [[], []];
    for (let at = 0; at < ROUNDS; at++) {
      cached.push(await throughput({ ...round, url, headers }));
      plain.push(await throughput({ ...round, url: bareUrl }));
    }
    const [cachedPerSecond, barePerSecond] = [quantile(cached, 0.5), quantile(plain, 0.5)];
    return { cachedOverBare: cachedPerSecond / barePerSecond, cachedPerSecond, barePerSecond };
  } finally {
    bare.kill('SIGTERM');
    client.disconnect();
  }
}

function ask(url: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<string> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method,
        agent,
        headers: {
          ...headers,
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const whole = Buffer.concat(parts).toString();
          if ((answer.statusCode ?? 500) < 400) resolve(whole);
          else
            reject(
              new Error(`${method} ${url} answered ${String(answer.statusCode)}: ${whole.slice(0, 300)}`),
            );
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Number(
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(2),
  );
}
