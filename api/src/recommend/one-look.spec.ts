import { expect, it } from 'vitest';
import { OneLook } from '#recommend/one-look';

/** Looks that end by hand. */
function looks() {
  const ends: (() => void)[] = [];
  const look = new OneLook(() => new Promise((resolve) => ends.push(resolve)));
  return { ends, look };
}
const aTurn = () => new Promise((resolve) => setImmediate(resolve));

it('looks once at a time, and once more for all who asked meanwhile', async () => {
  const { ends, look } = looks();
  const asked = [look.ask(), look.ask(), look.ask()];
  expect(ends).toHaveLength(1);
  ends[0]!();
  await aTurn();
  expect(ends).toHaveLength(2);
  ends[1]!();
  await Promise.all(asked);
  expect(ends).toHaveLength(2);
});

it('looks anew after a look that failed', async () => {
  let isDown = true;
  const look = new OneLook(() => (isDown ? Promise.reject(new Error('away')) : Promise.resolve()));
  await expect(look.ask()).rejects.toThrow('away');
  isDown = false;
  await expect(look.ask()).resolves.toBeUndefined();
});
