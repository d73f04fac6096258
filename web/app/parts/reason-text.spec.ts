import type { Why } from '@marquee/contract/recommendation';
import { expect, it } from 'vitest';
import { mainReasons } from './reason-text.ts';

const why = (kind: Why['kind'], share: number, value = share): Why => ({ kind, label: kind, share, value });

it('names the largest shares first, and what is left over only after all that can be named', () => {
  const all = [why('bias', 0.5, -4), why('popularity', 0.1), why('rating', 0.3), why('feature', 0.1, -1)];
  expect(mainReasons(all).map(({ kind }) => kind)).toEqual(['rating', 'popularity', 'feature', 'bias']);
});
