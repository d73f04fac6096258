import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { EnvironmentError, parseEnvironment } from '@marquee/contract/environment';
import { MAX_BODY_BYTES, refuseBody, sendFile, sendResponse, toRequest } from './server/exchange.ts';
import { staticFiles } from './server/static-files.ts';

/** The web server: built files from memory, all else rendered. Listens on HOST:PORT, ends on SIGTERM or SIGINT. */
type Handler = { readonly handle: (request: Request, address: string) => Promise<Response> };

async function main(): Promise<void> {
  const environment = parseEnvironment();
  const folder = join(import.meta.dirname, 'build');
  const files = staticFiles(join(folder, 'client'));
  const { handle } = (await import(join(folder, 'server/index.js'))) as Handler;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = (incoming.url ?? '/').split('?', 1)[0]!;
    if (path === '/health/live') {
      outgoing.setHeader('Content-Type', 'application/json').end('{"status":"live"}');
      return;
    }
    const reads = incoming.method === 'GET' || incoming.method === 'HEAD';
    const file = reads ? files.get(path) : undefined;
    if (file !== undefined) return sendFile(file, incoming, outgoing);
    if (Number(incoming.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
      refuseBody(outgoing);
      return;
    }
    const request = toRequest(incoming, outgoing, environment.PUBLIC_URL);
    const response = await handle(request, incoming.socket.remoteAddress ?? '');
    await sendResponse(response, outgoing, incoming.headers['accept-encoding']);
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      // Nobody is there any more, or has begun to read.
      if (outgoing.headersSent || outgoing.destroyed) return outgoing.destroy();
      log(50, String((error as Error).stack));
      outgoing.writeHead(500, { 'Content-Type': 'text/plain' }).end('Something went wrong on our side.\n');
    });
  });
  server.listen(environment.PORT, environment.HOST, () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : environment.PORT;
    log(30, 'listening', { url: `http://${environment.HOST}:${port}` });
  });
  server.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close(() => process.exit(0));
      server.closeIdleConnections();
      // Streams of job progress have no end of their own.
      setTimeout(() => process.exit(0), 3000).unref();
    });
  }
}

function log(level: number, msg: string, more: Readonly<Record<string, unknown>> = {}): void {
  process.stdout.write(`${JSON.stringify({ level, time: Date.now(), msg, ...more })}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(
    `${error instanceof EnvironmentError ? error.message : String((error as Error).stack)}\n`,
  );
  process.exit(1);
}
