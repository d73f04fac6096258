import { setTimeout as wait } from 'node:timers/promises';
import type { JobPayload } from '@marquee/contract/jobs';
import { ANSWER_KEYS, WARM_LIST } from '@marquee/contract/jobs';
import type { Redis } from 'ioredis';
import type { JobContext } from '#job-context';
import { done, nothingToDo, TransientFailure } from '#outcome';
import type { JobResult, Outcome } from '#outcome';

const BATCH = 50;
const LOOK_EVERY_MS = 250;
/** An API that takes nobody in this time is away, or too busy to be bothered. */
const PATIENCE_MS = 10_000;

/** Has the answers of people who were here lately made ready, by the API itself and while it has little else to do. */
export async function refreshCache(
  context: JobContext,
  { activeDays }: JobPayload<'refresh-cache'>,
): Promise<Outcome> {
  const result = await refreshCaches(context, activeDays);
  return result === undefined ? nothingToDo(`Nobody was here in the last ${activeDays} days.`) : done(result);
}

/**
 * Hands people to the API in batches and waits for each, so that a cancelled run leaves little behind.
 * @returns undefined when there is nobody.
 */
export async function refreshCaches(context: JobContext, activeDays: number): Promise<JobResult | undefined> {
  const { redis, log } = context;
  const people = await context.database.users.activeSince(new Date(Date.now() - activeDays * 86_400_000));
  if (people.length === 0) return undefined;
  const startedAt = Date.now();
  try {
    const answersBefore = await countAnswers(redis);
    const taken = await handOver(context, people);
    if (taken < people.length) log(`The API took ${taken} of ${people.length} people in time`);
    const seconds = (Date.now() - startedAt) / 1000;
    return { people: people.length, taken, answersBefore, answersAfter: await countAnswers(redis), seconds };
  } catch (error) {
    context.signal.throwIfAborted();
    throw new TransientFailure('Redis does not answer.', { cause: error });
  }
}

async function handOver({ redis, signal, progress }: JobContext, people: readonly number[]): Promise<number> {
  let taken = 0;
  for (let start = 0; start < people.length; start += BATCH) {
    const batch = people.slice(start, start + BATCH);
    await redis.rpush(WARM_LIST, ...batch);
    const left = await untilTaken(redis, signal);
    if (left > 0) await redis.del(WARM_LIST);
    taken += batch.length - left;
    signal.throwIfAborted();
    progress(taken / people.length, `${taken} of ${people.length} people`);
    if (left > 0) break;
  }
  return taken;
}

/** @returns how many are left when the API has stopped taking, or the run is to end. */
async function untilTaken(redis: Redis, signal: AbortSignal): Promise<number> {
  let [left, lookedAt] = [Number.POSITIVE_INFINITY, Date.now()];
  while (!signal.aborted) {
    const now = await redis.llen(WARM_LIST);
    if (now === 0) return 0;
    if (now < left) [left, lookedAt] = [now, Date.now()];
    if (Date.now() - lookedAt > PATIENCE_MS) return now;
    await wait(LOOK_EVERY_MS);
  }
  return await redis.llen(WARM_LIST);
}

async function countAnswers(redis: Redis): Promise<number> {
  let [cursor, count] = ['0', 0];
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', ANSWER_KEYS, 'COUNT', 1000);
    [cursor, count] = [next, count + keys.length];
  } while (cursor !== '0');
  return count;
}
