import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../recommender/src/random.ts';
import { quantile } from './figures.ts';
import type { Figure, Measured } from './figures.ts';
import { adminHeaders, runJobs } from './load-jobs.ts';
import { sampleMemory, slopeOf } from './load-memory.ts';
import type { MemorySample } from './load-memory.ts';
import { kindAt, KINDS, startTraffic } from './load-traffic.ts';
import type { Kind, Traffic } from './load-traffic.ts';
import type { Target } from './target.ts';

const CAPACITY_MS = 30_000;
const WARM_UP_MS = 10_000;
const CLIENTS = 16;
/** A leak of this much would take a day to double a process. */
const FLAT_MB_A_MINUTE = 1;

interface Answer {
  readonly kind: Kind;
  /** Since the load began. */
  readonly at: number;
  /** From the moment it was due, so that waiting for a free connection counts. */
  readonly ms: number;
  readonly error?: string;
}

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

interface Outcome {
  readonly capacity: number;
  readonly answers: readonly Answer[];
  readonly samples: readonly MemorySample[];
  readonly failed: readonly unknown[];
}

function figuresOf({ capacity, answers, samples, failed }: Outcome): Figure[] {
  const errors = answers.filter(({ error }) => error !== undefined).length;
  return [
    { what: 'capacity', value: capacity, unit: 'a second' },
    { what: 'requests', value: answers.length },
    { what: 'errors', value: errors, aim: { atMost: 0 } },
    { what: 'failed jobs', value: failed.length, aim: { atMost: 0 } },
    ...KINDS.flatMap((kind) => {
      const times = answers.filter((answer) => answer.kind === kind).map(({ ms }) => ms);
      return [0.5, 0.95, 0.99].map((share) => ({
        what: `${kind}, p${String(share * 100)}`,
        value: quantile(times, share),
        unit: 'ms',
      }));
    }),
    ...Object.keys(samples.at(-1)!.megabytes).flatMap((name) => memoryFigures(name, samples)),
  ];
}

/** Growth is looked for in the last third: a process fills its caches at first, and the jobs run in the middle. */
function memoryFigures(name: string, samples: readonly MemorySample[]): Figure[] {
  const points = samples.map(({ seconds, megabytes }) => [seconds / 60, megabytes[name] ?? 0] as const);
  const late = points.slice(Math.floor((points.length * 2) / 3));
  const values = points.map(([, value]) => value);
  return [
    { what: `${name}: at first`, value: values[0]!, unit: 'MB' },
    { what: `${name}: most`, value: Math.max(...values), unit: 'MB' },
    { what: `${name}: in the end`, value: values.at(-1)!, unit: 'MB' },
    {
      what: `${name}: growth in the last third`,
      value: slopeOf(late),
      unit: 'MB a minute',
      aim: { atMost: FLAT_MB_A_MINUTE },
    },
  ];
}

function problemsOf(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, error } of answers) {
    if (error === undefined) continue;
    const text = `${kind}: ${error.slice(0, 200)}`;
    counts[text] = (counts[text] ?? 0) + 1;
  }
  return counts;
}

/** p95 of each kind, minute by minute: when the jobs ran can be seen. */
function byMinute(answers: readonly Answer[]): Record<Kind, number[]> {
  const minutes = Math.ceil(Math.max(0, ...answers.map(({ at }) => at)) / 60_000);
  return Object.fromEntries(
    KINDS.map((kind) => [
      kind,
      Array.from({ length: minutes }, (_, minute) =>
        quantile(
          answers
            .filter((answer) => answer.kind === kind && Math.floor(answer.at / 60_000) === minute)
            .map(({ ms }) => ms),
          0.95,
        ),
      ),
    ]),
  ) as Record<Kind, number[]>;
}
