import { openDatabase } from '../../data/src/database.ts';
import { newAccount, someFilms } from './ask.ts';
import type { Account } from './ask.ts';
import { startBare } from './bare-server.ts';
import { median, pairedRatio } from './figures.ts';
import type { Figure, Measured } from './figures.ts';
import { leftover } from './leftovers.ts';
import { cpuSeconds, processesOf } from './target.ts';
import type { Target } from './target.ts';
import { requestBytes, throughput } from './throughput.ts';
import type { Question, Sent } from './throughput.ts';

/** Each person has a connection, as browsers do: two ratings of one person wait for each other. */
const FEW = 16;
/** Nobody waits for a machine any more that this many ask: what it holds is what counts. */
const MANY = 48;
const FILMS = 1000;
const ROUND_MS = 2000;
const ROUNDS = 7;

/**
 * `PUT /v1/me/ratings/{id}` against a bare Nest route that does one upsert into a table of the same shape, on the same
 * server and thus as durable, in turns. Makes accounts and a table of its own, and removes them.
 */
export async function benchWrites({ api, environment }: Target): Promise<Measured> {
  const films = await someFilms(api, FILMS);
  const table = `bench_ratings_${crypto.randomUUID().replaceAll('-', '')}`;
  const { store, close } = await openDatabase({ url: environment.DATABASE_URL, poolSize: 1 });
  const accounts: Account[] = [];
  const drop = leftover(async () => {
    await store.rows(`DROP TABLE IF EXISTS ${table}`);
    await close();
  });
  try {
    await store.rows(`CREATE TABLE ${table} (LIKE ratings INCLUDING ALL)`);
    for (let at = 0; at < MANY; at++) accounts.push(await newAccount({ api, environment }));
    const writing = { api, environment, films, table, accounts };
    const few = await inTurns(writing, FEW);
    const many = await inTurns(writing, MANY);
    const durability = await store.row<{ commit: string; fsync: string }>(
      `SELECT current_setting('synchronous_commit') AS commit, current_setting('fsync') AS fsync`,
    );
    return {
      figures: [...figuresOf(many, MANY), ...figuresOf(few, FEW)],
      details: { few, many, people: { few: FEW, many: MANY }, durability },
    };
  } finally {
    await drop();
    for (const account of accounts) await account.remove();
  }
}

interface Writing extends Pick<Target, 'api' | 'environment'> {
  readonly films: readonly number[];
  readonly table: string;
  readonly accounts: readonly Account[];
}

async function inTurns({ api, environment, films, table, accounts }: Writing, people: number): Promise<Ways> {
  const bare = await startBare('bare-insert-route.ts', [environment.DATABASE_URL, table]);
  try {
    const pids = processesOf(environment.MARQUEE_DATA);
    const ways: Ways = {
      marquee: wayOf({ url: api, pid: pids.get('api') }, films, (connection, movieId, rating) => ({
        url: `${api}/v1/me/ratings/${String(movieId)}`,
        method: 'PUT',
        headers: accounts[connection]!.headers,
        body: { rating },
      })),
      bare: wayOf(bare, films, (connection, movieId, rating) => ({
        url: `${bare.url}/ratings/${String(connection + 1)}/${String(movieId)}`,
        method: 'PUT',
        body: { rating },
      })),
    };
    const names = ['marquee', 'bare'] as const;
    for (let round = -1; round < ROUNDS; round++)
      for (const name of round % 2 === 0 ? names : names.toReversed())
        await oneRound(ways[name], { people, postgres: pids.get('postgres'), counts: round >= 0 });
    return ways;
  } finally {
    await bare.stop();
  }
}

interface Way {
  readonly url: string;
  readonly pid: number | undefined;
  readonly question: Question;
  /** Ratings a second, round by round. */
  readonly rates: number[];
  /** Seconds of all rounds. */
  cpu: number;
  postgresCpu: number;
}
type Ways = Readonly<Record<'marquee' | 'bare', Way>>;

/** Each person goes through the films from a place of their own, and then again with other stars. */
function wayOf(
  { url, pid }: Pick<Way, 'url' | 'pid'>,
  films: readonly number[],
  send: (connection: number, movieId: number, rating: number) => Sent,
): Way {
  let asked = 0;
  const question: Question = (connection) => {
    const at = asked++;
    const movieId = films[(at * 7 + connection * 61) % films.length]!;
    return requestBytes(send(connection, movieId, 0.5 + ((at + Math.floor(at / films.length)) % 10) / 2));
  };
  return { url, pid, question, rates: [], cpu: 0, postgresCpu: 0 };
}

interface Round {
  readonly people: number;
  readonly postgres: number | undefined;
  /** The first round warms up. */
  readonly counts: boolean;
}

async function oneRound(way: Way, { people, postgres, counts }: Round): Promise<void> {
  const before = [cpuSeconds(way.pid), cpuSeconds(postgres)] as const;
  const { url, question } = way;
  const rate = await throughput({ url, question, connections: people, milliseconds: ROUND_MS });
  if (!counts) return;
  way.rates.push(rate);
  way.cpu += cpuSeconds(way.pid) - before[0];
  way.postgresCpu += cpuSeconds(postgres) - before[1];
}

function figuresOf({ marquee, bare }: Ways, people: number): Figure[] {
  const cpu = ({ rates, cpu: own, postgresCpu }: Way) => {
    const ratings = rates.reduce((sum, rate) => sum + (rate * ROUND_MS) / 1000, 0);
    return { own: (own / ratings) * 1000, postgres: (postgresCpu / ratings) * 1000 };
  };
  const [ours, theirs] = [cpu(marquee), cpu(bare)];
  const figures: Figure[] = [
    {
      what: 'PUT /v1/me/ratings over a bare Nest route with one upsert, throughput',
      value: pairedRatio(marquee.rates, bare.rates),
      aim: { atLeast: 0.6 },
    },
    { what: 'PUT /v1/me/ratings', value: median(marquee.rates), unit: 'a second' },
    { what: 'bare Nest route, one upsert', value: median(bare.rates), unit: 'a second' },
    { what: 'CPU a rating: API', value: ours.own, unit: 'ms' },
    { what: 'CPU a rating: bare route', value: theirs.own, unit: 'ms' },
    { what: 'CPU a rating: Postgres, for the API', value: ours.postgres, unit: 'ms' },
    { what: 'CPU a rating: Postgres, for the bare route', value: theirs.postgres, unit: 'ms' },
  ];
  return figures.map((figure) => ({ ...figure, what: `${figure.what}, ${String(people)} people` }));
}
