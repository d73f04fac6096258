import { z } from 'zod';

/** The registry of everything that can go wrong: stable code → HTTP status and title (RFC 9457). */
export const PROBLEMS = {
  'invalid-input': { status: 422, title: 'Some of the input is not valid' },
  'malformed-body': { status: 400, title: 'The body is not valid JSON' },
  'malformed-request': { status: 400, title: 'This is not a valid HTTP request or address' },
  'invalid-cursor': { status: 422, title: 'The cursor is not valid' },
  'expired-cursor': { status: 410, title: 'The cursor has expired' },
  unauthenticated: { status: 401, title: 'Log in or send an API key' },
  'invalid-credentials': { status: 401, title: 'Email or password is wrong' },
  'invalid-token': { status: 401, title: 'The token is not valid or has expired' },
  'token-reused': {
    status: 401,
    title: 'The refresh token was used before; all sessions of this family have ended',
  },
  forbidden: { status: 403, title: 'This account may not do that' },
  'insufficient-scope': { status: 403, title: 'This API key lacks the scope' },
  'account-disabled': { status: 403, title: 'This account is disabled' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'movie-not-found': { status: 404, title: 'There is no movie with this id' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'request-timeout': { status: 408, title: 'The request did not arrive in time' },
  conflict: { status: 409, title: 'The present state does not allow this' },
  'email-taken': { status: 409, title: 'There is an account with this email' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'address-too-long': { status: 414, title: 'A part of the address is too long' },
  'unsupported-media-type': { status: 415, title: 'The body must be JSON' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'head-too-large': { status: 431, title: 'The address and headers are longer than 16 kB together' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  'search-unavailable': { status: 503, title: 'Search is not available at the moment' },
  'database-unavailable': { status: 503, title: 'The database is not available at the moment' },
  'queue-unavailable': { status: 503, title: 'The job queue is not available at the moment' },
  'model-unavailable': { status: 503, title: 'No trained model is available yet' },
  'image-unavailable': { status: 503, title: 'The image is not available at the moment' },
  'not-ready': { status: 503, title: 'The service is still starting' },
} as const satisfies Readonly<Record<string, { status: number; title: string }>>;

export type ProblemCode = keyof typeof PROBLEMS;

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .describe('One entry for each field that is wrong'),
  })
  .meta({ id: 'Problem', description: 'An error, as in RFC 9457' });

export type Problem = z.infer<typeof problemSchema>;
export type FieldError = NonNullable<Problem['errors']>[number];

/** An error with a stable code that says what to do next; one filter turns it into an answer. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ProblemCode,
    detail?: string,
    more: {
      readonly errors?: readonly FieldError[];
      readonly retryAfterSeconds?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(detail ?? PROBLEMS[code].title, { cause: more.cause });
    this.code = code;
    this.errors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/** The body of an error answer. */
export function problemBody(error: ProblemError, instance?: string): Problem {
  const { status, title } = PROBLEMS[error.code];
  return {
    type: `urn:marquee:problem:${error.code}`,
    title,
    status,
    code: error.code,
    ...(error.message === title ? {} : { detail: error.message }),
    ...(instance === undefined ? {} : { instance }),
    ...(error.errors === undefined ? {} : { errors: [...error.errors] }),
  };
}
