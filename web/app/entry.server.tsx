import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable } from '@react-router/node';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { ServerRouter } from 'react-router';
import type { EntryContext, RouterContextProvider } from 'react-router';
import { registerDrawing } from '#poster/drawing.ts';
import { posterMarkup } from '#poster/poster.ts';
import { visitContext } from '#server/visit.server.ts';
import { de } from '#strings/de.ts';
import { en } from '#strings/en.ts';
import { registerStrings } from '#strings/use-strings.ts';

registerDrawing(posterMarkup);
registerStrings('en', en);
registerStrings('de', de);

export const streamTimeout = 8_000;

/** Renders a page; a crawler gets it in one piece, a person as it becomes ready. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  context: RouterContextProvider,
): Promise<Response> | Response {
  headers.set('Content-Type', 'text/html; charset=utf-8');
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  const { nonce } = context.get(visitContext);
  const ready = isbot(request.headers.get('user-agent') ?? '') ? 'onAllReady' : 'onShellReady';
  return new Promise((resolve, reject) => {
    let sent = false;
    let code = status;
    const { pipe, abort } = renderToPipeableStream(
      <ServerRouter context={routerContext} url={request.url} nonce={nonce} />,
      {
        nonce,
        [ready]() {
          sent = true;
          const body = new PassThrough({
            final(done) {
              clearTimeout(timer);
              done();
            },
          });
          pipe(body);
          resolve(new Response(createReadableStreamFromReadable(body), { status: code, headers }));
        },
        onShellError: reject,
        onError(error) {
          code = 500;
          if (sent && !request.signal.aborted) process.stderr.write(`${String((error as Error).stack)}\n`);
        },
      },
    );
    const timer = setTimeout(abort, streamTimeout + 1000);
    request.signal.addEventListener('abort', () => abort(), { once: true });
  });
}

/** Errors that are not answers: on the log with their stack. */
export function handleError(error: unknown, { request }: { readonly request: Request }): void {
  if (!request.signal.aborted) {
    const text = error instanceof Error ? error.stack : JSON.stringify(error);
    process.stderr.write(`${request.method} ${request.url}: ${text}\n`);
  }
}
