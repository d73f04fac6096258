import { quantile } from './figures.ts';
import type { Figure } from './figures.ts';
import { slopeOf } from './load-memory.ts';
import type { MemorySample } from './load-memory.ts';
import { KINDS } from './load-traffic.ts';
import type { Kind } from './load-traffic.ts';

/** A leak of this much would take a day to double a process. */
const FLAT_MB_A_MINUTE = 1;

export interface Answer {
  readonly kind: Kind;
  /** Milliseconds since the load began. */
  readonly at: number;
  /** From the moment it was due, so that waiting for a free connection counts. */
  readonly ms: number;
  readonly error?: string;
}

/** What came of a load; the answers may be some hundred thousand. */
interface Outcome {
  readonly capacity: number;
  readonly answers: readonly Answer[];
  readonly samples: readonly MemorySample[];
  readonly failed: readonly unknown[];
}

export function figuresOf({ capacity, answers, samples, failed }: Outcome): Figure[] {
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

export function problemsOf(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, error } of answers) {
    if (error === undefined) continue;
    const text = `${kind}: ${error.slice(0, 200)}`;
    counts[text] = (counts[text] ?? 0) + 1;
  }
  return counts;
}

/** p95 of each kind in milliseconds, minute by minute: when the jobs ran can be seen. */
export function byMinute(answers: readonly Answer[]): Record<Kind, number[]> {
  const last = answers.reduce((latest, { at }) => Math.max(latest, at), -1);
  const minutes = Math.floor(last / 60_000) + 1;
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
