import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Metrics } from '#health/metrics';
import { REDIS } from '#infrastructure/tokens';
import { Recommenders } from '#recommend/recommenders';

const ANSWER_TTL_MS = 15 * 60 * 1000;
const SHOWN_TTL_SECONDS = 24 * 60 * 60;
const LOCK_TTL_MS = 3000;
const WAIT_MS = 40;

/** A person at one moment. */
export interface Revision {
  readonly userId: number;
  /** Read with the session: it rises in the very transaction that changes the person's taste. */
  readonly revision: number;
}

export interface AnswerKey extends Revision {
  /** What is asked: the route with its query. */
  readonly name: string;
}

/** An answer just made. */
export interface Fresh {
  readonly json: string;
  /** When it is wrong by the mere passing of time, as when a film is hidden until a date; null: never. */
  readonly until: Date | null;
}

/** How long an answer is kept that something which was away would have made better. */
const DEGRADED_MS = 30_000;

/** When an answer that is worse than usual is wrong, at the latest. */
export function soon(until: Date | null): Date {
  const other = new Date(Date.now() + DEGRADED_MS);
  return until !== null && until < other ? until : other;
}

/**
 * Ready answers (JSON text) in Redis. The key names the truth that an answer was made from, so an old one is never read
 * again: nothing has to be deleted or searched for, and a change cannot be committed without being seen. Without Redis
 * everything is computed anew: slower, still right.
 */
@Injectable()
export class PersonCache {
  private readonly running = new Map<string, Promise<string | Buffer>>();

  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    private readonly metrics: Metrics,
    private readonly recommenders: Recommenders,
  ) {}

  /** The answer under a key, computed by one caller at a time, over all processes. */
  async answer(
    { userId, revision, name }: AnswerKey,
    compute: () => Promise<Fresh>,
  ): Promise<string | Buffer> {
    const version = this.recommenders.answersVersion;
    const key = `answer:${String(userId)}:${String(revision)}:${version}:${name}`;
    let ready: Buffer | null;
    try {
      // Bytes in, bytes out: as text 40 kB would be decoded and encoded again for nothing.
      ready = await this.redis.getBuffer(key);
    } catch {
      this.metrics.cacheLookup('unavailable');
      return await this.once(key, async () => (await compute()).json);
    }
    this.metrics.cacheLookup(ready === null ? 'miss' : 'hit');
    return ready ?? (await this.once(key, () => this.computeLocked({ key, version }, compute)));
  }

  /** The list a person was shown last under a name, to tell what has changed since. */
  async lastShown(userId: number, name: string): Promise<number[] | null> {
    const text = await this.redis.get(shownKey(userId, name)).catch(() => null);
    return text === null ? null : text.split(',').filter(Boolean).map(Number);
  }

  /** Nobody waits for it: what is asked through the same connection afterwards finds it. */
  keepShown(userId: number, name: string, movieIds: readonly number[]): void {
    this.redis
      .set(shownKey(userId, name), movieIds.join(','), 'EX', SHOWN_TTL_SECONDS)
      .catch(() => undefined);
  }

  /** Callers of one process share one computation. */
  private async once(key: string, compute: () => Promise<string | Buffer>): Promise<string | Buffer> {
    const running = this.running.get(key);
    if (running !== undefined) return await running;
    const work = compute().finally(() => this.running.delete(key));
    this.running.set(key, work);
    return await work;
  }

  /** Processes agree by a short lock; whoever waits too long computes for itself. */
  private async computeLocked(
    { key, version }: { readonly key: string; readonly version: string },
    compute: () => Promise<Fresh>,
  ): Promise<string | Buffer> {
    const lock = `lock:${key}`;
    // Looked for once more with the lock: whoever had it may have kept the answer and given the lock up meanwhile.
    const [mine, kept] = await Promise.all([
      this.redis.set(lock, '1', 'PX', LOCK_TTL_MS, 'NX').catch(() => 'OK'),
      this.redis.getBuffer(key).catch(() => null),
    ]);
    const ready = kept ?? (mine === null ? await this.waitFor(key, lock) : null);
    if (ready !== null) {
      if (mine !== null) this.giveUp(lock);
      return ready;
    }
    try {
      const { json, until } = await compute();
      // A model that became live meanwhile made it: right for now, but not for whoever rolls back.
      if (version !== this.recommenders.answersVersion) return json;
      // Encoded once for Redis and for whoever asks.
      const bytes = Buffer.from(json);
      const lasts = Math.min(ANSWER_TTL_MS, (until?.getTime() ?? Infinity) - Date.now());
      // Sent before the lock is given up, through one connection: whoever waits for the lock finds the answer. The person does not wait.
      if (lasts > 0) this.redis.set(key, bytes, 'PX', Math.ceil(lasts)).catch(() => undefined);
      return bytes;
    } finally {
      this.giveUp(lock);
    }
  }

  private giveUp(lock: string): void {
    this.redis.del(lock).catch(() => undefined);
  }

  private async waitFor(key: string, lock: string): Promise<Buffer | null> {
    const kept = (): Promise<Buffer | null> => this.redis.getBuffer(key).catch(() => null);
    for (let waited = 0; waited < LOCK_TTL_MS; waited += WAIT_MS) {
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
      const ready = await kept();
      if (ready !== null) return ready;
      // Given up after the answer was kept, if at all: perhaps just now.
      if ((await this.redis.exists(lock).catch(() => 0)) === 0) return await kept();
    }
    return null;
  }
}

const shownKey = (userId: number, name: string): string =>
  `shown:${String(userId)}:${createHash('sha256').update(name).digest('base64url').slice(0, 16)}`;
