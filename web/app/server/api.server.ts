import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '@marquee/contract/problem';

/** An answer of the API that is not a success, or none at all. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly problem: Pick<Problem, 'code' | 'title' | 'detail' | 'errors'>;
  readonly retryAfter: string | null;

  constructor(status: number, problem: ApiProblem['problem'], retryAfter: string | null = null) {
    super(`${problem.code}: ${problem.detail ?? problem.title}`);
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

export type QueryValue = string | number | boolean | null | undefined;
export type QueryValues = Readonly<Record<string, QueryValue | readonly string[]>>;

export interface ApiOptions {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Told how long each call took. */
  readonly timed?: (name: string, milliseconds: number) => void;
}

interface Call {
  readonly query?: QueryValues;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 15_000;
const AGAIN_AFTER_MS = 400;

/** Calls of the REST API in the name of whoever asks; answers are of the contract's types. */
export class Api {
  private readonly options: ApiOptions;

  constructor(options: ApiOptions) {
    this.options = options;
  }

  /** Asks once more when a service is away. @throws ApiProblem */
  async get<Answer>(path: string, query: QueryValues = {}): Promise<Answer> {
    const ask = () => this.call('GET', path, { query });
    const answer = await ask().catch(async (error: unknown) => {
      // A service that is busy for a moment is no reason for an error page.
      if (!(error instanceof ApiProblem) || error.status !== 503) throw error;
      await sleep(AGAIN_AFTER_MS);
      return await ask();
    });
    return (await answer.json()) as Answer;
  }

  /** @throws ApiProblem */
  async send<Answer>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<Answer> {
    const response = await this.call(method, path, { body });
    const text = await response.text();
    return (text === '' ? null : JSON.parse(text)) as Answer;
  }

  /** The bare answer, for what is passed on as it is. @throws ApiProblem */
  async call(
    method: string,
    path: string,
    { query = {}, body, signal, headers = {} }: Call,
  ): Promise<Response> {
    const url = new URL(path, this.options.base);
    for (const [name, value] of Object.entries(query)) {
      if (value === undefined || value === null || value === '') continue;
      url.searchParams.set(name, Array.isArray(value) ? value.join(',') : String(value));
    }
    if (url.searchParams.get('genres') === '') url.searchParams.delete('genres');
    const started = performance.now();
    let response: Response;
    try {
      response = await fetch(url, {
        method,
        headers: {
          accept: 'application/json',
          ...this.options.headers,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: signal ?? AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new ApiProblem(503, { code: 'unreachable', title: String((cause as Error).message) }, '5');
    } finally {
      this.options.timed?.('api', performance.now() - started);
    }
    if (response.ok) return response;
    throw new ApiProblem(response.status, await problemOf(response), response.headers.get('retry-after'));
  }
}

async function problemOf(response: Response): Promise<ApiProblem['problem']> {
  const unknown = { code: 'unexpected', title: `${response.status} ${response.statusText}` };
  try {
    return { ...unknown, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return unknown;
  }
}
