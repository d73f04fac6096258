import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Database } from '@marquee/data/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { JobStream } from '#admin/job-stream';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const aReply = (raw: ServerResponse): FastifyReply =>
  ({
    raw,
    hijack: () => undefined,
    getHeaders: () => ({ 'x-content-type-options': 'nosniff' }),
  }) as unknown as FastifyReply;

it('has the headers that every answer has', () => {
  const raw = new ServerResponse(new IncomingMessage(new Socket()));
  const put = vi.spyOn(raw, 'writeHead');
  const database = { jobRuns: { list: () => Promise.resolve([]) } } as unknown as Database;
  new JobStream(database).serve({ headers: {} } as FastifyRequest, aReply(raw));
  expect(put.mock.calls[0]).toEqual([
    200,
    expect.objectContaining({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-content-type-options': 'nosniff',
    }),
  ]);
  raw.destroy();
});

it('keeps no more than a little for a listener who does not read', async () => {
  let looks = 0;
  const list = () => Promise.resolve([{ id: 'train', progress: 0, step: String(looks++).padEnd(2000) }]);
  const raw = new ServerResponse(new IncomingMessage(new Socket()));
  new JobStream({ jobRuns: { list } } as unknown as Database).serve(
    { headers: {} } as FastifyRequest,
    aReply(raw),
  );
  await vi.advanceTimersByTimeAsync(600_000);
  expect(looks).toBeGreaterThan(1000);
  expect(raw.writableLength).toBeLessThan(100_000);
  raw.destroy();
  await vi.advanceTimersByTimeAsync(1);
});

it('writes nothing more to a listener who has not read the end of the stream', async () => {
  const database = { jobRuns: { list: () => Promise.resolve([]) } } as unknown as Database;
  // On no connection: whatever is written waits to be read.
  const raw = new ServerResponse(new IncomingMessage(new Socket()));
  const errors: Error[] = [];
  raw.on('error', (error) => errors.push(error));
  const stream = new JobStream(database);
  stream.serve({ headers: {} } as FastifyRequest, aReply(raw));
  stream.beforeApplicationShutdown();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(errors).toEqual([]);
  raw.destroy();
  await vi.advanceTimersByTimeAsync(1);
  expect(vi.getTimerCount()).toBe(0);
});
