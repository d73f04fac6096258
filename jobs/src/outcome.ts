import { ProblemError, PROBLEMS } from '@marquee/contract/problem';

export type JobResult = Readonly<Record<string, unknown>>;

/** How a job may end well: with a result, or because there was nothing to do. Failures are thrown, of the classes below. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'nothing-to-do'; readonly reason: string };

export const done = (result: JobResult): Outcome => ({ kind: 'done', result });
export const nothingToDo = (reason: string): Outcome => ({ kind: 'nothing-to-do', reason });

/** Would fail again in the same way: never tried again by itself. The message says what to do. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}

/** May pass: tried again after a while. */
export class TransientFailure extends Error {
  override readonly name = 'TransientFailure';
}

/** Another process runs a job of this kind now; the job waits for it. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

/** Somebody asked for the end of the run, by a key, a signal or the dashboard. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

export type FailureKind = 'permanent' | 'transient' | 'busy' | 'cancelled';

/** Network errors of Node that pass by themselves. */
const PASSING = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENOTFOUND',
  'UND_ERR_SOCKET',
]);
/** Errors of the Elasticsearch client and of `AbortSignal.timeout`, by their names. */
const PASSING_NAMES = new Set(['ConnectionError', 'TimeoutError', 'NoLivingConnectionsError']);
const PASSING_STATUS = new Set([429, 502, 503, 504]);
/** SQLSTATE classes: 08 connection, 40 serialisation and deadlock, 53 resources, 57P shutdown. */
const PASSING_SQLSTATE = /^(08|40|53|57P)/;

/** Whether a failure is worth another try. What is not known to pass is a bug or bad input, and permanent. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof PermanentFailure) return 'permanent';
  if (error instanceof TransientFailure) return 'transient';
  if (error instanceof Busy) return 'busy';
  if (error instanceof Cancelled || isAbort(error)) return 'cancelled';
  if (error instanceof ProblemError) return PROBLEMS[error.code].status === 503 ? 'transient' : 'permanent';
  const code = codeOf(error);
  if (code === 'embedder-crashed' || PASSING.has(code) || PASSING_SQLSTATE.test(code)) return 'transient';
  if (error instanceof Error && (PASSING_NAMES.has(error.name) || PASSING_STATUS.has(statusOf(error))))
    return 'transient';
  return causeOf(error) === undefined ? 'permanent' : failureKind(causeOf(error));
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined);
const statusOf = (error: Error): number =>
  'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 0;
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** How a failure reads on the log and in the records: an error that was not foreseen with where it came from. */
export function failureText(error: unknown): string {
  const isUnforeseen = error instanceof Error && UNFORESEEN.has(error.name) && !('code' in error);
  return isUnforeseen ? (error.stack ?? error.message) : messageOf(error);
}
const UNFORESEEN = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'AggregateError',
]);

/** What went wrong, for a person; a problem's detail alone says what to do, its title what is the matter. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const title = error instanceof ProblemError ? PROBLEMS[error.code].title : error.message;
  return title === error.message ? title : `${title}. ${error.message}`;
}
