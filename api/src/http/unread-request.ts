import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEMS, ProblemError, problemBody } from '@marquee/contract/problem';
import type { ProblemCode } from '@marquee/contract/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_TYPE, sendProblem } from '#http/problem.filter';
import { SECURITY_HEADERS } from '#http/security-headers';

const BY_ERROR: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'head-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  FST_ERR_MAX_PARAM_LENGTH: 'address-too-long',
};

const problemOf = ({ code = '' }: NodeJS.ErrnoException): ProblemError =>
  new ProblemError(BY_ERROR[code] ?? 'malformed-request');

/** Answers what Node could not read as a request, for which there is neither request nor reply, and hangs up. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const problem = problemOf(error);
  const { status } = PROBLEMS[problem.code];
  const body = JSON.stringify(problemBody(problem));
  const head = [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status]!}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'Cache-Control: no-store',
    'Connection: close',
    ...Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${String(value)}`),
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroy(error);
}

/** Answers an address that no router can read, such as one with a lone %. */
export function answerUnroutable(
  error: NodeJS.ErrnoException,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  sendProblem(reply.headers(SECURITY_HEADERS), problemOf(error), request.url);
}
