import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What is sent whole, and named by its content so that a reader who has it need not get it again. */
export interface Tagged {
  readonly body: Buffer | string;
  /** Media type. */
  readonly type: string;
  readonly etag: string;
}

const TAG_LENGTH = 22;

export const tagged = (body: Buffer | string, type: string): Tagged => ({
  body,
  type,
  etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, TAG_LENGTH)}"`,
});

/** Sends it, or 304 to a reader who shows its tag; anybody may keep it for so long. */
export async function sendTagged(
  { body, type, etag }: Tagged,
  keptSeconds: number,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<void> {
  void reply.header('cache-control', `public, max-age=${String(keptSeconds)}`).header('etag', etag);
  await (isKnown(etag, request.headers['if-none-match'])
    ? reply.code(304).send()
    : reply.type(type).send(body));
}

/** Whether If-None-Match names the tag, also weakly, as a proxy that compresses does (RFC 9110, 13.1.2). */
export const isKnown = (etag: string, shown: string | undefined): boolean =>
  shown !== undefined && shown.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
