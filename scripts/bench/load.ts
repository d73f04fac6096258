import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../recommender/src/random.ts';
import type { Measured } from './figures.ts';
import { byMinute, figuresOf, problemsOf } from './load-figures.ts';
import type { Answer } from './load-figures.ts';
import { adminHeaders, runJobs } from './load-jobs.ts';
import { sampleMemory } from './load-memory.ts';
import { kindAt, startTraffic } from './load-traffic.ts';
import type { Traffic } from './load-traffic.ts';
import type { Target } from './target.ts';

const CAPACITY_MS = 30_000;
const WARM_UP_MS = 10_000;
const CLIENTS = 16;

export interface LoadOptions {
  readonly minutes: number;
  /** Of the capacity that is measured first; less than the usual 0.7 where others work on the machine by turns. */
  readonly share: number;
}

/**
 * Mixed traffic at a share of what the Marquee can do, for some minutes; in the middle an admin starts a retrain, a reindex
 * and a refresh of the caches.
 */
export async function benchLoad(target: Target, { minutes, share }: LoadOptions): Promise<Measured> {
  await adminHeaders(target);
  const traffic = await startTraffic(target);
  const random = seededRandom(70);
  try {
    await asManyAsPossible(traffic, random, WARM_UP_MS);
    const capacity = await asManyAsPossible(traffic, random, CAPACITY_MS);
    console.log(
      `Capacity: ${capacity.toFixed(0)} requests a second; now ${(share * capacity).toFixed(0)} for ${String(minutes)} minutes`,
    );
    const length = minutes * 60_000;
    const memory = sampleMemory(target.environment.MARQUEE_DATA);
    const startedAt = Date.now();
    const jobs = pause(length / 3).then(() => runJobs(target, startedAt + length));
    const answers = await atRate(traffic, { perSecond: share * capacity, random, length });
    const samples = memory.stop();
    const ends = await jobs;
    return {
      figures: figuresOf({
        capacity,
        answers,
        samples,
        failed: ends.filter(({ state }) => state === 'failed'),
      }),
      details: {
        minutes,
        share,
        capacity,
        jobs: ends,
        samples,
        problems: problemsOf(answers),
        minuteByMinute: byMinute(answers),
      },
    };
  } finally {
    await traffic.end();
  }
}

/** Each client asks again as soon as it has its answer; what is refused in such a rush does not count. @returns answers a second. */
async function asManyAsPossible(traffic: Traffic, random: () => number, length: number): Promise<number> {
  const startedAt = performance.now();
  let answers = 0;
  const client = async (): Promise<void> => {
    while (performance.now() - startedAt < length) {
      await traffic.send(kindAt(random()), random).then(
        () => (answers += 1),
        () => undefined,
      );
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return (answers / (performance.now() - startedAt)) * 1000;
}

interface Rate {
  readonly perSecond: number;
  readonly random: () => number;
  readonly length: number;
}

/** Requests come by chance, as people do, whether or not the ones before are answered. */
async function atRate(traffic: Traffic, { perSecond, random, length }: Rate): Promise<readonly Answer[]> {
  const startedAt = performance.now();
  const answers: Answer[] = [];
  const waiting = new Set<Promise<void>>();
  for (let due = 0; due < length; due += (-Math.log(1 - random()) / perSecond) * 1000) {
    const early = due - (performance.now() - startedAt);
    if (early > 1) await pause(early);
    const kind = kindAt(random());
    const ms = (): number => performance.now() - startedAt - due;
    const at = due;
    const one = traffic.send(kind, random).then(
      () => void answers.push({ kind, at, ms: ms() }),
      (error: unknown) => void answers.push({ kind, at, ms: ms(), error: String(error) }),
    );
    waiting.add(one);
    void one.finally(() => waiting.delete(one));
  }
  await Promise.all(waiting);
  return answers;
}
