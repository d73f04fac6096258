import { Redis } from 'ioredis';
import { ask, newAccount, someFilms } from './ask.ts';
import { startBare } from './bare-server.ts';
import { median, pairedRatio, quantile } from './figures.ts';
import type { Measured } from './figures.ts';
import type { Target } from './target.ts';
import { requestBytes, throughput } from './throughput.ts';

const round = { connections: 32, milliseconds: 2000 } as const;
const ROUNDS = 9;
const RATED = 50;

type Headers = Readonly<Record<string, string>>;

/** Measures recommending through a running API; makes an account of its own and deletes it at the end. */
export async function benchRecommendations({ api, environment }: Target): Promise<Measured> {
  const films = await someFilms(api, 100);
  const stateless = await statelessTimes(api, films);
  const { headers, remove } = await newAccount({ api, environment });
  try {
    const personal = await personalTimes(api, films, headers);
    const answer = await ask(`${api}/v1/me/recommendations`, { headers });
    const rates = await againstBare(`${api}/v1/me/recommendations`, {
      headers,
      answer,
      redis: environment.REDIS_URL,
    });
    const both = personal.rate.map((ms, at) => ms + personal.recommend[at]!);
    const ms = (what: string, values: readonly number[], share: number, atMost?: number) => ({
      what: `${what}, p${String(share * 100)}`,
      value: quantile(values, share),
      unit: 'ms',
      ...(atMost === undefined ? {} : { aim: { atMost } }),
    });
    return {
      figures: [
        ms('not ready, after a rating, with reasons', personal.recommend, 0.95, 25),
        ms('not ready, after a rating, with reasons', personal.recommend, 0.5),
        ms('a rating and the recommendations that count it', both, 0.95, 80),
        ms('stateless, 50 ratings, without reasons', stateless.plain, 0.95, 25),
        ms('stateless, 50 ratings, without reasons', stateless.plain, 0.5),
        ms('stateless, 50 ratings, with reasons', stateless.explained, 0.95, 40),
        ms('stateless, 50 ratings, with reasons', stateless.explained, 0.5),
        {
          what: 'ready, over a bare Nest route with one Redis GET, throughput',
          value: pairedRatio(rates.cached, rates.bare),
          aim: { atLeast: 0.75 },
        },
        { what: 'ready', value: median(rates.cached), unit: 'a second' },
        { what: 'bare Nest route with one Redis GET', value: median(rates.bare), unit: 'a second' },
      ],
      details: { stateless, personal, rates },
    };
  } finally {
    await remove();
  }
}

async function statelessTimes(
  api: string,
  films: readonly number[],
): Promise<{ readonly plain: number[]; readonly explained: number[] }> {
  const ratings = films.slice(0, RATED).map((movieId, at) => ({ movieId, rating: 1 + (at % 9) / 2 }));
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

/** A rating, and the recommendations that count it: no answer is ready for them. */
async function personalTimes(
  api: string,
  films: readonly number[],
  headers: Headers,
): Promise<{ readonly rate: number[]; readonly recommend: number[] }> {
  const times = { rate: [] as number[], recommend: [] as number[] };
  for (const [at, id] of films.slice(0, RATED).entries()) {
    const started = performance.now();
    const body = { rating: 1 + (at % 9) / 2 };
    await ask(`${api}/v1/me/ratings/${String(id)}`, { method: 'PUT', headers, body });
    const rated = performance.now();
    await ask(`${api}/v1/me/recommendations`, { headers });
    times.rate.push(rated - started);
    times.recommend.push(performance.now() - rated);
  }
  return times;
}

/** Answers a second of a ready list, and of a bare Nest route that does one Redis GET of the same size, in turns. */
async function againstBare(
  url: string,
  { headers, answer, redis }: { readonly headers: Headers; readonly answer: string; readonly redis: string },
): Promise<{ readonly cached: number[]; readonly bare: number[] }> {
  const key = `bench:${crypto.randomUUID()}`;
  const client = new Redis(redis);
  await client.set(key, answer, 'EX', 600);
  const bare = await startBare('bare-nest-route.ts', [redis, key]);
  const [own, plain] = [requestBytes({ url, headers }), requestBytes({ url: bare.url })];
  const rates = { cached: [] as number[], bare: [] as number[] };
  try {
    for (let at = 0; at < ROUNDS; at++) {
      rates.cached.push(await throughput({ ...round, url, question: () => own }));
      rates.bare.push(await throughput({ ...round, url: bare.url, question: () => plain }));
    }
    return rates;
  } finally {
    await bare.stop();
    client.disconnect();
  }
}
