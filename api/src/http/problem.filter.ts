import { Catch, HttpException, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { PROBLEMS, ProblemError, problemBody } from '@marquee/contract/problem';
import type { ProblemCode } from '@marquee/contract/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodValidationException } from 'nestjs-zod';
import { ZodError } from 'zod';
import { fieldErrors } from '#http/field-errors';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed-body',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  409: 'conflict',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  422: 'invalid-input',
  429: 'too-many-requests',
};

/** Turns whatever was thrown into an answer as of RFC 9457; what nobody expected is logged and says nothing of itself. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = toProblem(thrown);
    if (problem.code === 'internal') {
      this.logger.error(
        { err: thrown, method: request.method, route: request.routeOptions.url },
        'unexpected error',
      );
    }
    if (reply.sent) return;
    if (PROBLEMS[problem.code].status === 503)
      this.logger.warn({ err: problem.cause, code: problem.code }, 'a service was not there');
    sendProblem(reply, problem, request.url);
  }
}

/** @param url of the request; what stands behind its ? is not repeated */
export function sendProblem(reply: FastifyReply, problem: ProblemError, url: string): void {
  const { status } = PROBLEMS[problem.code];
  const retryAfter = problem.retryAfterSeconds ?? (status === 503 ? 5 : undefined);
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="marquee"');
  void reply
    .status(status)
    .header('content-type', PROBLEM_TYPE)
    .header('cache-control', 'no-store')
    .send(problemBody(problem, url.split('?')[0]));
}

function toProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  if (thrown instanceof ZodValidationException) {
    const error = thrown.getZodError();
    if (error instanceof ZodError) {
      return new ProblemError('invalid-input', undefined, { errors: fieldErrors(error) });
    }
  }
  const status = statusOf(thrown);
  const code = status === undefined ? undefined : BY_STATUS[status];
  if (code === undefined) return new ProblemError('internal', undefined, { cause: thrown });
  return new ProblemError(code, code === 'malformed-body' ? messageOf(thrown) : undefined);
}

/** Fastify's own errors (body too large, broken JSON, wrong media type) carry a `statusCode`. */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const code = (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof code === 'number' ? code : undefined;
}

function messageOf(thrown: unknown): string | undefined {
  return thrown instanceof Error ? thrown.message : undefined;
}
