import type { Database } from '@marquee/data/database';
import { expect, it } from 'vitest';
import { MapService } from '#map/map.service';

it('reads the map once for all who ask together', async () => {
  let readings = 0;
  const tasteMap = {
    state: () => Promise.resolve('one'),
    read: () => {
      readings += 1;
      return Promise.resolve({ version: 'one', madeAt: new Date(0), films: [], labels: [] });
    },
  };
  const map = new MapService({ tasteMap } as unknown as Database);
  const answers = await Promise.all([map.answer(), map.answer(), map.answer()]);
  expect(new Set(answers.map(({ etag }) => etag)).size).toBe(1);
  expect(readings).toBe(1);
});
