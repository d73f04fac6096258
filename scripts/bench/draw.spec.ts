import { expect, it } from 'vitest';
import { Draw } from './draw.ts';

it('draws by weight', () => {
  const draw = new Draw(3, (place) => [1, 0, 3][place]!);
  expect([0, 0.24, 0.25, 0.26, 0.99].map((share) => draw.at(share))).toEqual([0, 0, 2, 2, 2]);
});
