import { setTimeout as wait } from 'node:timers/promises';
import type { JobRun } from '@marquee/contract/jobs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '#app';
import { aProduct } from '#testing/product';
import type { Product } from '#testing/product';

const RUNS = 25;
/** Longer than the stream waits between two looks. */
const TWO_LOOKS_MS = 1200;
let product: Product;
let address: string;
let token: string;
const runs = Array.from({ length: RUNS }, (_, at) => aRun(at));

beforeAll(async () => {
  product = await aProduct({ trained: false });
  for (const run of runs) await product.database.jobRuns.save(run);
  await product.app.listen(0, '127.0.0.1');
  address = `${await product.app.getUrl()}/v1/admin/jobs/stream`;
  token = (await product.anAdmin()).accessToken;
}, 120_000);
afterAll(async () => {
  await product.close();
});

function aRun(at: number): JobRun {
  return {
    id: `run-${at}`,
    name: 'train',
    state: 'active',
    progress: 0.5,
    step: 'training als, iteration 3 of 12: loss 0.4123',
    payload: {},
    requestedBy: 'Ada',
    queuedAt: new Date(Date.UTC(2026, 10, 30, 3, at)).toISOString(),
    startedAt: new Date(Date.UTC(2026, 10, 30, 4, at)).toISOString(),
    endedAt: null,
    result: null,
    error: null,
    attempts: 1,
  };
}

interface Heard {
  readonly lastId: string | undefined;
  /** The ids of the runs that each event told of. */
  readonly events: readonly (readonly string[])[];
}

/** Listens for a while, as somebody who has heard so much before; `meanwhile` happens after the first look. */
async function listen(heardBefore?: string, meanwhile?: () => Promise<void>): Promise<Heard> {
  const stop = new AbortController();
  const answer = await fetch(address, {
    signal: stop.signal,
    headers: {
      authorization: `Bearer ${token}`,
      ...(heardBefore === undefined ? {} : { 'last-event-id': heardBefore }),
    },
  });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ]);
  let text = '';
  const reading = (async () => {
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) text += part;
  })().catch(() => undefined);
  await wait(TWO_LOOKS_MS);
  await meanwhile?.();
  if (meanwhile) await wait(TWO_LOOKS_MS);
  stop.abort();
  await reading;
  const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) =>
    (JSON.parse(json!) as JobRun[]).map(({ id }) => id),
  );
  return { lastId: [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1], events };
}

describe('the stream of jobs', () => {
  it('tells of every run, then of those that change', async () => {
    const { events } = await listen(undefined, async () => {
      await product.database.jobRuns.save({ ...runs[7]!, progress: 0.6 });
    });
    expect(events.map((event) => event.toSorted())).toEqual([runs.map(({ id }) => id).toSorted(), ['run-7']]);
  });

  it('tells nothing twice to who comes back, and all of what happened meanwhile, be it to the oldest run', async () => {
    const first = await listen();
    expect(first.events).toHaveLength(1);
    const quiet = await listen(first.lastId);
    expect(quiet.events).toEqual([]);
    await product.database.jobRuns.save({ ...runs[0]!, state: 'completed', progress: 1 });
    const back = await listen(first.lastId);
    expect(back.events.flat()).toContain('run-0');
    expect(back.lastId).not.toBe(first.lastId);
  });

  it('ends with the API, which does not wait for those who listen', async () => {
    const other = await createApp(product.environment);
    await other.listen(0, '127.0.0.1');
    const answer = await fetch(`${await other.getUrl()}/v1/admin/jobs/stream`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const heard = answer.text();
    const since = performance.now();
    await other.close();
    expect(await heard).toContain('retry: 2000');
    expect(performance.now() - since).toBeLessThan(10_000);
  });

  it('is for admins', async () => {
    // Answers are read to their end: a connection with one that is not would hold up the server's end.
    const statusFor = async (headers: Readonly<Record<string, string>>): Promise<number> => {
      const answer = await fetch(address, { headers });
      await answer.text();
      return answer.status;
    };
    expect(await statusFor({})).toBe(401);
    const { accessToken } = await product.aPerson();
    expect(await statusFor({ authorization: `Bearer ${accessToken}` })).toBe(403);
  });
});
