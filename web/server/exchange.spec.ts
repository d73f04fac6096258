import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES, toRequest } from './exchange.ts';

/** Writes down the status that is sent. */
const aResponse = (statuses: number[] = []): ServerResponse =>
  Object.assign(new EventEmitter(), {
    writeHead: (status: number) => statuses.push(status),
    end: () => undefined,
  }) as unknown as ServerResponse;

/** A form that is sent in pieces, without its length. */
const aRequest = (pieces: readonly Buffer[], outgoing = aResponse()): Request =>
  toRequest(
    Object.assign(Readable.from(pieces), {
      method: 'POST',
      url: '/login',
      headers: { host: 'localhost' },
      rawHeaders: ['Content-Type', 'application/x-www-form-urlencoded'],
    }) as unknown as IncomingMessage,
    outgoing,
    'http://localhost',
  );

describe('a body in pieces', () => {
  it('is read whole', async () => {
    const form = await aRequest([Buffer.from('name=Ann'), Buffer.from('e&to=/')]).formData();
    expect(Object.fromEntries(form)).toEqual({ name: 'Anne', to: '/' });
  });

  it('is read no further than a body that says its length may be long', async () => {
    const million = Buffer.alloc(1_000_000, 'a');
    const pieces = Array.from({ length: MAX_BODY_BYTES / million.length + 1 }, () => million);
    const statuses: number[] = [];
    await expect(aRequest(pieces, aResponse(statuses)).text()).rejects.toThrow();
    expect(statuses).toEqual([413]);
    expect((await aRequest(pieces.slice(1)).text()).length).toBe(MAX_BODY_BYTES);
  });
});
