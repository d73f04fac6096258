import { z } from 'zod';

/**
 * The parsed environment: the only reader of `process.env`. `npm start` finds or starts the services and passes
 * their addresses on to the processes through these variables.
 */
const url = (...protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL that starts with ${protocols.join(' or ')}`,
  });
const urls = (...protocols: readonly string[]) =>
  z.string().refine((text) => text.split(',').every((each) => url(...protocols).safeParse(each).success), {
    error: `must be URLs that start with ${protocols.join(' or ')}, with commas between`,
  });
const port = z.coerce.number().int().min(0).max(65535);
const optionalText = z
  .string()
  .optional()
  .transform((text) => (text === '' ? undefined : text));

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  PORT: port.default(3000),
  API_PORT: port.default(3001),
  /** Address to listen on; loopback unless a container or a proxy needs more. */
  HOST: z.string().default('127.0.0.1'),
  /** Where the web server finds the API. */
  API_URL: url('http:', 'https:').default('http://127.0.0.1:3001'),
  /** The address people see in their browser; decides cookies' `Secure`, canonical links and the sitemap. */
  PUBLIC_URL: url('http:', 'https:').default('http://localhost:3000'),
  DATABASE_URL: url('postgres:', 'postgresql:').default('postgres://marquee@127.0.0.1:5432/marquee'),
  REDIS_URL: url('redis:', 'rediss:').default('redis://127.0.0.1:6379'),
  /** One node, or several of a cluster with commas between. */
  ELASTICSEARCH_URL: urls('http:', 'https:').default('http://127.0.0.1:9200'),
  /** Parts that each fresh index is split into, and further copies of each part, on other nodes. */
  ELASTICSEARCH_SHARDS: z.coerce.number().int().min(1).max(1024).default(1),
  ELASTICSEARCH_REPLICAS: z.coerce.number().int().min(0).max(20).default(0),
  /** Prefix of every Elasticsearch index and alias, so that several installations can share a cluster. */
  ELASTICSEARCH_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be lower-case letters, digits and hyphens')
    .default('marquee'),
  /** Films above which recommending looks at candidates that Elasticsearch finds, not at every film. */
  CANDIDATES_ABOVE: z.coerce.number().int().min(0).default(50_000),
  MARQUEE_DATA: z.string().min(1).default('.marquee'),
  /** Signs the access tokens; `npm start` generates one and keeps it in the data folder. */
  JWT_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** What the web server and other trusted programs show to be counted by the address of the person they serve. */
  TRUSTED_PROXY_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  /** Requests that one address may send to the API in a minute; 0 takes the limit away. */
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(0).default(1200),
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: z.string().min(10, 'must have at least 10 characters').optional(),
  /** Folder that holds `Xenova/all-MiniLM-L6-v2`. */
  EMBEDDING_MODEL_DIR: optionalText,
  EMBEDDING_DOWNLOAD: z.stringbool().default(true),
  TMDB_URL: url('http:', 'https:').default('https://api.themoviedb.org'),
  TMDB_API_KEY: optionalText,
  /** Where posters come from; the API alone asks there. */
  TMDB_IMAGE_URL: url('http:', 'https:').default('https://image.tmdb.org'),
  /** Megabytes of disk that kept posters may take. */
  IMAGE_CACHE_MB: z.coerce.number().int().min(1).default(512),
  /** Where MovieLens sets are fetched from: the folder that holds ml-latest-small.zip and the others. */
  GROUPLENS_URL: url('http:', 'https:').default('https://files.grouplens.org/datasets/movielens'),
  /** Where `train --engine spark` runs: `local[*]`, `spark://host:7077`, `yarn`, `k8s://…`. */
  SPARK_MASTER: z
    .string()
    .regex(/^(local(\[.+\])?|yarn|(spark|k8s):\/\/\S+)$/, 'must be local[N], spark://…, k8s://… or yarn')
    .default('local[*]'),
  /** Folder of a Spark 4 installation, whose PySpark is then used. */
  SPARK_HOME: optionalText,
  /** Memory of Spark’s driver, which is all of Spark with the master `local`. */
  SPARK_DRIVER_MEMORY: z
    .string()
    .regex(/^\d+[mg]$/, 'must be a number with m or g, such as 4g')
    .default('2g'),
  /** How Spark gets the ratings: from Postgres by JDBC, or from a file that the driver and every executor can read. */
  SPARK_RATINGS: z.enum(['auto', 'file', 'postgres']).default('auto'),
  LLM_URL: url('http:', 'https:').optional(),
  LLM_MODEL: optionalText,
  LLM_API_KEY: optionalText,
  /** How long the language model may take for the order of one list, in milliseconds. */
  LLM_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(4000),
});

export type Environment = Readonly<z.infer<typeof schema>>;

/** Raised with a table of every variable that is wrong: name, problem, example. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

const EXAMPLES: Readonly<Record<string, string>> = {
  PORT: '3000',
  API_PORT: '3001',
  HOST: '127.0.0.1',
  API_URL: 'http://127.0.0.1:3001',
  PUBLIC_URL: 'https://films.example.org',
  DATABASE_URL: 'postgres://marquee:secret@127.0.0.1:5432/marquee',
  REDIS_URL: 'redis://127.0.0.1:6379',
  ELASTICSEARCH_URL: 'http://127.0.0.1:9200',
  JWT_SECRET: 'the output of: openssl rand -hex 32',
  LOG_LEVEL: 'info',
  NODE_ENV: 'production',
  SPARK_MASTER: 'spark://10.0.0.5:7077',
  SPARK_DRIVER_MEMORY: '8g',
};

/**
 * Parses the variables that Marquee reads.
 * @throws EnvironmentError with one line for each variable that is wrong.
 */
export function parseEnvironment(
  source: Readonly<Record<string, string | undefined>> = process.env,
): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const rows = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `  ${name.padEnd(22)} ${issue.message}${EXAMPLES[name] ? ` (example: ${EXAMPLES[name]})` : ''}`;
  });
  throw new EnvironmentError(`The environment is wrong in ${rows.length} place(s):\n${rows.join('\n')}`);
}

/** The whole environment with changes, for a child process. */
export function childEnvironment(
  changes: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  return { ...process.env, ...changes };
}
