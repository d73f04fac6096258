import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController } from 'fastify';
import type { Environment } from '@marquee/contract/environment';
import { AppModule } from '#app.module';
import { Metrics } from '#health/metrics';
import { FastifyNestLogger, loggerOptions } from '#http/logger';
import { addSecurityHeaders } from '#http/security-headers';
import { answerUnreadable, answerUnroutable } from '#http/unread-request';
import { openApiDocument, serveOpenApi } from '#openapi';

const BODY_LIMIT_BYTES = 6 * 1024 * 1024;
/** A query of 500 characters may need 9 bytes each once it is percent-encoded, beside filters and a cursor. */
const MAX_PARAM_LENGTH = 500;

/** How long requests may take that are in work when the API is ended. */
const LAST_ANSWERS_MS = 3000;

/** The API, ready to listen or to be asked by tests through `app.inject`. */
export async function createApp(environment: Environment): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    logger: loggerOptions(environment),
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    clientErrorHandler: answerUnreadable,
    frameworkErrors: answerUnroutable,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(environment), adapter, {
    logger: new FastifyNestLogger(adapter.getInstance().log),
    abortOnError: false,
  });
  app.enableShutdownHooks();
  const fastify = app.getHttpAdapter().getInstance();
  addSecurityHeaders(fastify);
  const metrics = app.get(Metrics);
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.request(
      request.method,
      request.routeOptions.url ?? 'unknown',
      reply.statusCode,
      reply.elapsedTime / 1000,
    );
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    void reply.header('server-timing', `api;dur=${reply.elapsedTime.toFixed(1)}`);
    done(null, payload);
  });
  // Requests in work may end; a client that keeps its connection, or does not read its answer, may not hold up the end.
  fastify.addHook('preClose', (done) => {
    setTimeout(() => fastify.server.closeAllConnections(), LAST_ANSWERS_MS).unref();
    done();
  });
  serveOpenApi(app, openApiDocument(app));
  await app.init();
  await fastify.ready();
  return app;
}
