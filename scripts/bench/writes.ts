import pg from 'pg';
import { newAccount, someFilms } from './ask.ts';
import type { Account } from './ask.ts';
import { startBare } from './bare-server.ts';
import { median, pairedRatio } from './figures.ts';
import type { Measured } from './figures.ts';
import { cpuSeconds, processesOf } from './target.ts';
import type { Target } from './target.ts';
import { requestBytes, throughput } from './throughput.ts';
import type { Question } from './throughput.ts';

/** Each person has a connection, as browsers do: two ratings of one person wait for each other. */
const PEOPLE = 16;
const FILMS = 1000;
const ROUND_MS = 2000;
const ROUNDS = 9;

/**
 * `PUT /v1/me/ratings/{id}` against a bare Nest route that does one upsert into a table of the same shape, on the same
 * server and thus as durable, in turns. Makes accounts and a table of its own, and removes them.
 */
export async function benchWrites({ api, environment }: Target): Promise<Measured> {
  const films = await someFilms(api, FILMS);
  const table = `bench_ratings_${crypto.randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: environment.DATABASE_URL });
  await client.connect();
  await client.query(`CREATE TABLE ${table} (LIKE ratings INCLUDING ALL)`);
  const bare = await startBare('bare-insert-route.ts', [environment.DATABASE_URL, table]);
  const accounts: Account[] = [];
  try {
    for (let at = 0; at < PEOPLE; at++) accounts.push(await newAccount(api));
    const own = questions(films, (connection, movieId, rating) =>
      requestBytes({
        url: `${api}/v1/me/ratings/${String(movieId)}`,
        method: 'PUT',
        headers: accounts[connection]!.headers,
        body: { rating },
      }),
    );
    const plain = questions(films, (connection, movieId, rating) =>
      requestBytes({
        url: `${bare.url}/ratings/${String(connection + 1)}/${String(movieId)}`,
        method: 'PUT',
        body: { rating },
      }),
    );
    const rates = { own: [] as number[], plain: [] as number[] };
    const { rows } = await client.query<{ commit: string; fsync: string }>(
      `SELECT current_setting('synchronous_commit') AS commit, current_setting('fsync') AS fsync`,
    );
    const costs = costsOf(environment.MARQUEE_DATA);
    for (let round = -1; round < ROUNDS; round++) {
      const rating = () =>
        throughput({ url: api, question: own, connections: PEOPLE, milliseconds: ROUND_MS });
      const ours = await (round < 0 ? rating() : costs.during(rating));
      const theirs = await throughput({
        url: bare.url,
        question: plain,
        connections: PEOPLE,
        milliseconds: ROUND_MS,
      });
      if (round < 0) continue; // The first round warms up.
      rates.own.push(ours);
      rates.plain.push(theirs);
    }
    const answers = rates.own.reduce((sum, rate) => sum + (rate * ROUND_MS) / 1000, 0);
    return {
      figures: [
        {
          what: 'PUT /v1/me/ratings over a bare Nest route with one upsert, throughput',
          value: pairedRatio(rates.own, rates.plain),
          aim: { atLeast: 0.6 },
        },
        { what: 'PUT /v1/me/ratings', value: median(rates.own), unit: 'a second' },
        { what: 'bare Nest route, one upsert', value: median(rates.plain), unit: 'a second' },
        { what: 'CPU of the API a rating', value: (costs.api() / answers) * 1000, unit: 'ms' },
        { what: 'CPU of Postgres a rating', value: (costs.postgres() / answers) * 1000, unit: 'ms' },
      ],
      details: { rates, people: PEOPLE, durability: rows[0] },
    };
  } finally {
    bare.stop();
    await client.query(`DROP TABLE ${table}`);
    await client.end();
    for (const account of accounts) await account.remove();
  }
}

/** Each person goes through the films from a place of their own, and then again with other stars. */
function questions(
  films: readonly number[],
  send: (connection: number, movieId: number, rating: number) => Buffer,
): Question {
  let asked = 0;
  return (connection) => {
    const at = asked++;
    const movieId = films[(at * 7 + connection * 61) % films.length]!;
    return send(connection, movieId, 0.5 + ((at + Math.floor(at / films.length)) % 10) / 2);
  };
}

/** CPU seconds of the API and Postgres while our own rounds run. */
function costsOf(data: string) {
  const pids = processesOf(data);
  let [api, postgres] = [0, 0];
  return {
    during: async <T>(work: () => Promise<T>): Promise<T> => {
      const before = [cpuSeconds(pids.get('api')), cpuSeconds(pids.get('postgres'))] as const;
      const result = await work();
      api += cpuSeconds(pids.get('api')) - before[0];
      postgres += cpuSeconds(pids.get('postgres')) - before[1];
      return result;
    },
    api: () => api,
    postgres: () => postgres,
  };
}
