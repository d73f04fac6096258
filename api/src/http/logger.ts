import type { LoggerService } from '@nestjs/common';
import type { Environment } from '@marquee/contract/environment';
import type { FastifyBaseLogger } from 'fastify';

/** pino's options: JSON lines; whatever could be a secret is cut out before it is written. */
export function loggerOptions(environment: Environment) {
  return {
    level: environment.LOG_LEVEL,
    redact: {
      paths: [
        'req.headers.authorization',
        'req.headers.cookie',
        'req.headers["x-api-key"]',
        'req.headers["x-marquee-proxy"]',
        '*.password',
        '*.refreshToken',
        '*.accessToken',
      ],
      remove: true,
    },
  };
}

/** Nest's log through Fastify's pino, so that there is one log. */
export class FastifyNestLogger implements LoggerService {
  private readonly sink: FastifyBaseLogger;

  constructor(sink: FastifyBaseLogger) {
    this.sink = sink;
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.sink.debug(fields(message, rest), text(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.sink.warn(fields(message, rest), text(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.sink.error(fields(message, rest), text(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.sink.fatal(fields(message, rest), text(message));
  }
}

const text = (message: unknown): string =>
  typeof message === 'string' ? message : message instanceof Error ? message.message : '';

function fields(message: unknown, rest: readonly unknown[]): object {
  const own =
    message instanceof Error
      ? { err: message }
      : typeof message === 'object' && message !== null
        ? message
        : {};
  return { ...own, context: rest.filter((part) => typeof part === 'string').join(' ') || undefined };
}
