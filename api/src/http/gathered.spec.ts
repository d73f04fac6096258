import { expect, it } from 'vitest';
import { Gathered } from '#http/gathered';

/** Counts the calls; knows the length of every word but "unknown". */
function lengths() {
  const calls: (readonly string[])[] = [];
  const gathered = new Gathered<string, number>((keys) => {
    calls.push(keys);
    return Promise.resolve(new Map(keys.filter((key) => key !== 'unknown').map((key) => [key, key.length])));
  });
  return { calls, gathered };
}

it('asks once for what is asked together, and for each key once', async () => {
  const { calls, gathered } = lengths();
  const answers = await Promise.all(['heat', 'up', 'heat', 'unknown'].map((key) => gathered.get(key)));
  expect(answers).toEqual([4, 2, 4, undefined]);
  expect(calls).toEqual([['heat', 'up', 'unknown']]);
});

it('asks anew for whoever comes later, also while the first call runs', async () => {
  const calls: ((answer: ReadonlyMap<string, number>) => void)[] = [];
  const gathered = new Gathered<string, number>(() => new Promise((resolve) => calls.push(resolve)));
  const first = gathered.get('heat');
  await new Promise((resolve) => setTimeout(resolve, 5));
  const second = gathered.get('heat');
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(calls).toHaveLength(2);
  calls[0]!(new Map([['heat', 1]]));
  calls[1]!(new Map([['heat', 2]]));
  expect([await first, await second]).toEqual([1, 2]);
});

it('fails for all who asked together, and works again after', async () => {
  let isDown = true;
  const gathered = new Gathered<string, number>((keys) =>
    isDown ? Promise.reject(new Error('away')) : Promise.resolve(new Map(keys.map((key) => [key, 1]))),
  );
  const both = await Promise.allSettled([gathered.get('a'), gathered.get('b')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isDown = false;
  expect(await gathered.get('a')).toBe(1);
});
