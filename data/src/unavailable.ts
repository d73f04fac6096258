import { ProblemError } from '@marquee/contract/problem';

/** Node's and Postgres' ways to say that there is no server to talk to (Postgres appendix A, class 08 and 57P). */
const CODES = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH',
  '57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08004', '08006',
]); // prettier-ignore
const MESSAGES =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|Query read timeout|not queryable|Client was closed|Cannot use a pool after calling end/i;

/** Whether an error means that the database cannot be reached, rather than that the statement was wrong. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && CODES.has(error.code)) return true;
  if (MESSAGES.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  return 'driverError' in error && error.driverError !== error && isUnavailable(error.driverError);
}

/** Text with a NUL in it, as a value (22021) or inside JSON (22P05). */
const UNSTORABLE = new Set(['22021', '22P05']);

/** The error as callers should see it: `database-unavailable` for a dead server, anything else as it came. */
export function asProblem(error: unknown): unknown {
  if (UNSTORABLE.has(sqlState(error) ?? '')) {
    return new ProblemError('invalid-input', 'The input holds a character that cannot be stored (NUL).', {
      cause: error,
    });
  }
  if (!isUnavailable(error)) return error;
  return new ProblemError('database-unavailable', undefined, { retryAfterSeconds: 2, cause: error });
}

/** The SQLSTATE of a refused statement, such as 23505 for a row that is there already. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'driverError' in error ? sqlState(error.driverError) : undefined;
}

/** Whether a statement was refused by the constraint of this name. */
export function isRefusedBy(error: unknown, constraint: string): boolean {
  if (!(error instanceof Error)) return false;
  if ('constraint' in error && error.constraint === constraint) return true;
  return 'driverError' in error && error.driverError !== error && isRefusedBy(error.driverError, constraint);
}
