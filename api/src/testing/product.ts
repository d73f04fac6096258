import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Session } from '@marquee/contract/account';
import { childEnvironment, parseEnvironment } from '@marquee/contract/environment';
import type { Environment } from '@marquee/contract/environment';
import type { ModelRun } from '@marquee/contract/admin';
import { testServices } from '@marquee/contract/testing/test-services';
import { importDemo } from '@marquee/data/demo/import-demo';
import type { Database } from '@marquee/data/database';
import { throwAwayDatabase } from '@marquee/data/testing/throw-away-database';
import { connectElastic } from '@marquee/elastic/elastic';
import { versionAt } from '@marquee/elastic/index-family';
import { movieDocument } from '@marquee/elastic/movie-document';
import { movieIndex } from '@marquee/elastic/movie-index';
import type { RatingColumns } from '@marquee/recommender/model';
import { writeModelFile } from '@marquee/recommender/model-file';
import { trainAll } from '@marquee/recommender/training';
import { createApp } from '#app';

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface AskOptions {
  readonly token?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API over real services with the demo data, for one test file. */
export interface Product {
  readonly app: NestFastifyApplication;
  readonly database: Database;
  readonly environment: Environment;
  ask<Body = Record<string, never>>(route: string, options?: AskOptions): Promise<Answer<Body>>;
  /** Opens an account and logs in. */
  aPerson(name?: string): Promise<Session>;
  anAdmin(): Promise<Session>;
  /** Trains a model on the ratings of so many people and keeps it as a candidate. @returns its version. */
  aModel(people: number): Promise<string>;
  close(): Promise<void>;
}

export const PASSWORD = 'correct horse battery';

interface ProductOptions {
  /** Of the environment, such as the URL of a service that is away. */
  readonly changes?: Readonly<Record<string, string>>;
  /** Whether a model is trained, which takes some seconds. */
  readonly trained?: boolean;
}

export async function aProduct({ changes = {}, trained = true }: ProductOptions = {}): Promise<Product> {
  const own = await throwAwayDatabase(testServices().databaseUrl);
  const environment = parseEnvironment(
    childEnvironment({
      DATABASE_URL: own.url,
      ELASTICSEARCH_PREFIX: `test-${randomUUID().slice(0, 8)}`,
      MARQUEE_DATA: tmpdir(),
      EMBEDDING_DOWNLOAD: 'false',
      JWT_SECRET: randomUUID() + randomUUID(),
      LOG_LEVEL: 'silent',
      ...changes,
    }),
  );
  await importDemo(own.database);
  if (trained) await own.database.modelRuns.promote(await storeModel(own.database, PEOPLE));
  if (changes.ELASTICSEARCH_URL === undefined) await buildIndex(environment, own.database);
  const app = await createApp(environment);
  const product = talkingTo(app);
  return {
    ...product,
    app,
    environment,
    database: own.database,
    aModel: (people) => storeModel(own.database, people),
    anAdmin: async () => {
      const person = await product.aPerson('Admin');
      const row = await own.database.users.findByPublicId(person.user.id);
      await own.database.users.update(row!.id, { role: 'admin' });
      return person;
    },
    close: async () => {
      await app.close();
      const elastic = connectElastic({
        url: environment.ELASTICSEARCH_URL,
        prefix: environment.ELASTICSEARCH_PREFIX,
        noticesDeath: false,
      });
      await elastic.client.indices.delete({ index: `${elastic.prefix}-*` }).catch(() => undefined);
      await elastic.close();
      await own.drop();
    },
  };
}

/** An address that no other test has, so that limits by address, which live in Redis, are each test's own. */
export const anAddress = (): string => `10.${Array.from(randomBytes(3)).join('.')}`;

function talkingTo(app: NestFastifyApplication): Pick<Product, 'ask' | 'aPerson'> {
  const remoteAddress = anAddress();
  const ask: Product['ask'] = async <Body>(
    route: string,
    { token, key, body, headers = {} }: AskOptions = {},
  ) => {
    const [method, url] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string];
    const answer = await app.inject({
      remoteAddress,
      method,
      url,
      headers: {
        ...headers,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'x-api-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      body: (isJson && answer.body !== '' ? JSON.parse(answer.body) : answer.body) as Body,
      headers: answer.headers,
    };
  };
  return {
    ask,
    aPerson: async (name = 'Ada') => {
      const email = `${name.toLowerCase()}.${randomUUID().slice(0, 8)}@example.org`;
      const { status, body } = await ask<Session>('POST /v1/auth/register', {
        body: { email, name, password: PASSWORD },
      });
      if (status !== 201) throw new Error(`register: ${String(status)} ${JSON.stringify(body)}`);
      return body;
    },
  };
}

async function buildIndex(environment: Environment, database: Database): Promise<void> {
  const elastic = connectElastic({
    url: environment.ELASTICSEARCH_URL,
    prefix: environment.ELASTICSEARCH_PREFIX,
    noticesDeath: false,
  });
  async function* documents() {
    for await (const movies of database.movies.all())
      for (const movie of movies) yield movieDocument(movie, movie.aliases);
  }
  const total = await database.movies.count();
  await movieIndex(elastic).rebuild({ version: versionAt(new Date()), total, documents: documents() });
  await elastic.close();
}

/** How many people's ratings are enough for a model to test with. */
const PEOPLE = 150;

/** A model with standard hyper-parameters on a part of the demo's ratings. */
async function storeModel(database: Database, people: number): Promise<string> {
  const movies = [];
  for await (const batch of database.movies.all()) {
    for (const movie of batch) {
      movies.push({
        ...movie,
        people: [...movie.directors, ...movie.actors],
        language: movie.languages[0] ?? null,
      });
    }
  }
  const ratings = ofFirstPeople(await database.ratings.columns(), people);
  const { parts } = await trainAll({ ratings, movies }, { seed: 1, tuningBudgetMs: 0, threads: 2 });
  const version = versionAt(new Date());
  const bytes = writeModelFile(parts, { version });
  const run: ModelRun = {
    version,
    state: 'candidate',
    createdAt: new Date().toISOString(),
    durationSeconds: 1,
    bytes: bytes.byteLength,
    seed: 1,
    requestedBy: null,
    reason: 'test',
    data: { ratings: ratings.values.length, users: 1, movies: movies.length, fingerprint: 'test' },
    hyperparameters: {},
    metrics: {},
    gate: null,
    ...{ peakMemoryBytes: null, curves: {}, overlap: null },
  };
  await database.modelFiles.put(version, bytes);
  await database.modelRuns.add(run);
  return version;
}

/** The columns come in the order of people. */
function ofFirstPeople(ratings: RatingColumns, people: number): RatingColumns {
  const last = [...new Set(ratings.users)].slice(0, people).at(-1);
  const end = ratings.users.lastIndexOf(last!) + 1;
  return {
    users: ratings.users.slice(0, end),
    movies: ratings.movies.slice(0, end),
    values: ratings.values.slice(0, end),
    times: ratings.times.slice(0, end),
  };
}
