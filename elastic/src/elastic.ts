import { Client, errors } from '@elastic/elasticsearch';
import { ProblemError } from '@marquee/contract/problem';
import { PatientTransport } from '#patient-transport';

export interface ElasticOptions {
  /** Address of a node, or of several with commas between: a request that one cannot take goes to the next. */
  readonly url: string;
  /** Prefix of every index and alias, such as `marquee`. */
  readonly prefix: string;
  /** How long any request may take at most, in milliseconds. */
  readonly timeoutMs?: number;
  /** Whether a server that does not answer at once is taken for dead (see PatientTransport), as the API must; true unless told. */
  readonly noticesDeath?: boolean;
  /** Parts that each fresh index is split into; 1 unless told. */
  readonly shards?: number;
  /** Further copies of each part, on other nodes; none unless told. */
  readonly replicas?: number;
}

/** A connection to one installation's indices. */
export interface Elastic {
  readonly client: Client;
  readonly prefix: string;
  readonly shards: number;
  readonly replicas: number;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Rather no answer than one without the part of an index whose node has just gone. */
export const WHOLE = { allow_partial_search_results: false } as const;

/** The client's own limit is the longest there can be: undici caps every request by it, whatever the request asks for. */
const TIMEOUT_MS = 120_000;

/** Opens a client; no request is sent yet. */
export function connectElastic({
  url,
  prefix,
  timeoutMs = TIMEOUT_MS,
  noticesDeath = true,
  shards = 1,
  replicas = 0,
}: ElasticOptions): Elastic {
  const nodes = url.split(',');
  const client = new Client({
    nodes,
    ...(noticesDeath ? { Transport: PatientTransport } : {}),
    requestTimeout: timeoutMs,
    maxRetries: nodes.length - 1,
    sniffOnStart: false,
    enableMetaHeader: false,
    redaction: { type: 'remove' },
  });
  return {
    client,
    prefix,
    shards,
    replicas,
    // `GET /` belongs to a module that the embedded server lacks.
    ping: async () => {
      await asking(() => client.cluster.health({ timeout: '1s' }));
    },
    close: () => client.close(),
  };
}

/**
 * Runs a request; when the server cannot be reached, answers in time or is overloaded, that becomes
 * `ProblemError('search-unavailable')`. Any other error passes: it is ours.
 */
export async function asking<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (isUnavailable(error)) {
      throw new ProblemError('search-unavailable', 'Try again in a few seconds.', {
        retryAfterSeconds: 5,
        cause: error,
      });
    }
    throw error;
  }
}

/** Whether an error says that the server cannot be reached, does not answer in time or is overloaded. */
export function isUnavailable(error: unknown): boolean {
  if (
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.NoLivingConnectionsError
  ) {
    return true;
  }
  return error instanceof errors.ResponseError && [429, 502, 503, 504].includes(error.statusCode ?? 0);
}

/** Whether an error says that an index or alias does not exist. */
export function isMissing(error: unknown): boolean {
  return error instanceof errors.ResponseError && error.statusCode === 404;
}
