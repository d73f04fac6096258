import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { StaticFile } from './static-files.ts';

type Encoding = 'br' | 'gzip' | null;

/** Which compression the browser takes. */
export function encodingOf(accepted: string | string[] | undefined): Encoding {
  const names = String(accepted ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part.trim()))
    .map((part) => part.trim().split(';')[0]);
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : null;
}

export const MAX_BODY_BYTES = 6_000_000;

/** Answers instead of whatever the application would say of a body that it cannot read. */
export function refuseBody(outgoing: ServerResponse): void {
  outgoing.writeHead(413, { 'Content-Type': 'text/plain', Connection: 'close' });
  outgoing.end(`Too large: send at most ${MAX_BODY_BYTES / 1_000_000} MB.\n`);
}

/** A body that comes in pieces says no length beforehand. */
async function* limited(body: IncomingMessage, outgoing: ServerResponse): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > MAX_BODY_BYTES) {
      refuseBody(outgoing);
      throw new Error(`The body is larger than ${MAX_BODY_BYTES} bytes.`);
    }
    yield piece;
  }
}

/** Node's request as the web platform's; aborted when the browser goes away. */
export function toRequest(incoming: IncomingMessage, outgoing: ServerResponse, publicUrl: string): Request {
  const controller = new AbortController();
  outgoing.on('close', () => controller.abort());
  const headers = new Headers();
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    const name = incoming.rawHeaders[at]!;
    if (!name.startsWith(':')) headers.append(name, incoming.rawHeaders[at + 1]!);
  }
  const { protocol } = new URL(publicUrl);
  const url = new URL(incoming.url ?? '/', `${protocol}//${incoming.headers.host ?? 'localhost'}`);
  const method = incoming.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(url, {
    method,
    headers,
    signal: controller.signal,
    ...(hasBody
      ? { body: ReadableStream.from(limited(incoming, outgoing)) as BodyInit, duplex: 'half' }
      : {}),
  });
}

const TEXT = /^(text\/|application\/(json|javascript|ld\+json|manifest|xml|x-)|image\/svg)/;

/** Sends an answer, unless one was sent already, compressed piece by piece so that what is ready arrives at once. */
export async function sendResponse(
  response: Response,
  outgoing: ServerResponse,
  accepted: string | string[] | undefined,
): Promise<void> {
  if (outgoing.headersSent) return await response.body?.cancel();
  const type = response.headers.get('content-type') ?? '';
  const encoding = TEXT.test(type) && !type.includes('event-stream') ? encodingOf(accepted) : null;
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  if (response.body === null || outgoing.req.method === 'HEAD') {
    await response.body?.cancel();
    outgoing.end();
    return;
  }
  const body = Readable.fromWeb(response.body as ReadableStream);
  if (encoding === null) return await pipeline(body, outgoing);
  outgoing.removeHeader('content-length');
  outgoing.setHeader('content-encoding', encoding);
  outgoing.appendHeader('vary', 'Accept-Encoding');
  const compress =
    encoding === 'br'
      ? createBrotliCompress({
          flush: constants.BROTLI_OPERATION_FLUSH,
          params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
        })
      : createGzip({ flush: constants.Z_SYNC_FLUSH, level: 5 });
  await pipeline(body, compress, outgoing);
}

export function sendFile(file: StaticFile, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const encoding = encodingOf(incoming.headers['accept-encoding']);
  const packed = encoding === null ? null : file[encoding];
  outgoing.setHeader('Content-Type', file.type);
  outgoing.setHeader('Cache-Control', file.cacheControl);
  outgoing.setHeader('ETag', file.etag);
  outgoing.setHeader('X-Content-Type-Options', 'nosniff');
  outgoing.setHeader('Vary', 'Accept-Encoding');
  if (incoming.headers['if-none-match'] === file.etag) {
    outgoing.writeHead(304).end();
    return;
  }
  const body = packed ?? file.plain;
  if (packed !== null && encoding !== null) outgoing.setHeader('Content-Encoding', encoding);
  outgoing.setHeader('Content-Length', body.length);
  outgoing.end(incoming.method === 'HEAD' ? undefined : body);
}
