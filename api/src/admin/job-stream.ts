import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { JobRun } from '@marquee/contract/jobs';
import type { Database } from '@marquee/data/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DATABASE } from '#infrastructure/tokens';

const EVERY_MS = 500;
const HEARTBEAT_MS = 15_000;
const WATCHED = 30;

/**
 * Progress of jobs as server-sent events. Each event is the whole state of a run and its id is a hash of all states, so
 * whoever reconnects (`Last-Event-ID`) gets what is new and nothing twice. One look at the database serves everybody.
 */
@Injectable()
export class JobStream implements BeforeApplicationShutdown {
  private readonly listeners = new Map<ServerResponse, (runs: readonly JobRun[]) => void>();
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  serve(request: FastifyRequest, reply: FastifyReply): void {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write('retry: 2000\n\n');
    const seenBefore = String(request.headers['last-event-id'] ?? '');
    const sent = new Map<string, string>();
    let first = true;
    const listener = (runs: readonly JobRun[]): void => {
      // Who does not read is told of the state at which they read on, not of all that was.
      if (raw.writableNeedDrain) return;
      const fresh = runs.filter((run) => sent.get(run.id) !== stateOf(run));
      for (const run of runs) sent.set(run.id, stateOf(run));
      const id = createHash('sha256').update(runs.map(stateOf).join('\n')).digest('base64url');
      const known = first && id === seenBefore;
      first = false;
      if (known || fresh.length === 0) return;
      raw.write(`id: ${id}\nevent: jobs\ndata: ${JSON.stringify(fresh)}\n\n`);
    };
    const heartbeat = setInterval(() => {
      // An ended stream is closed only once all of it is read.
      if (!raw.writableEnded) raw.write(': still here\n\n');
    }, HEARTBEAT_MS);
    this.listeners.set(raw, listener);
    this.start();
    raw.on('close', () => {
      clearInterval(heartbeat);
      this.listeners.delete(raw);
      if (this.listeners.size === 0) this.stop();
    });
  }

  /** Ends all streams: the server, which is closed next, would wait for them for ever. */
  beforeApplicationShutdown(): void {
    for (const raw of this.listeners.keys()) raw.end();
    this.listeners.clear();
    this.stop();
  }

  private start(): void {
    if (this.timer !== undefined) return;
    void this.look();
    this.timer = setInterval(() => void this.look(), EVERY_MS);
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async look(): Promise<void> {
    // While Postgres is away the stream stays open and goes on when it is back.
    const runs = await this.database.jobRuns.list({ limit: WATCHED }).catch(() => null);
    if (runs !== null) for (const listener of this.listeners.values()) listener(runs);
  }
}

const stateOf = ({ id, state, attempts, progress, step }: JobRun): string =>
  JSON.stringify([id, state, attempts, progress.toFixed(3), step]);
