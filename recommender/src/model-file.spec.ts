import { expect, it } from 'vitest';
import type { ModelPart } from '#model';
import { readModelFile, writeModelFile } from '#model-file';
import type { ModelFileError } from '#model-file';

const parts: readonly ModelPart[] = [
  {
    name: 'als',
    header: { params: { factors: 8 } },
    blocks: { factors: Float32Array.of(1.5, -2), ids: Int32Array.of(7, 8, 9) },
  },
  { name: 'stacked', header: { text: 'Amélie' }, blocks: {} },
];
const codeOf = (bytes: Uint8Array): string => {
  try {
    readModelFile(bytes);
    return 'read';
  } catch (error) {
    return (error as ModelFileError).code;
  }
};

it('reads what it wrote, wherever the bytes lie', () => {
  const bytes = writeModelFile(parts, { seed: 1 });
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  expect(readModelFile(bytes)).toEqual({ parts, meta: { seed: 1 } });
  expect(readModelFile(shifted.subarray(3))).toEqual({ parts, meta: { seed: 1 } });
  expect(readModelFile(Buffer.from(bytes))).toEqual({ parts, meta: { seed: 1 } });
});

it('refuses what is no model file, another version, and damage', () => {
  const bytes = writeModelFile(parts, {});
  expect(codeOf(new TextEncoder().encode('userId,movieId,rating'))).toBe('not-a-model-file');
  expect(codeOf(new Uint8Array())).toBe('not-a-model-file');
  const older = bytes.slice();
  older[8] = 99;
  expect(codeOf(older)).toBe('other-version');
  const flipped = bytes.slice();
  flipped[bytes.length - 40]! ^= 1;
  expect(codeOf(flipped)).toBe('damaged');
  expect(codeOf(bytes.slice(0, -5))).toBe('damaged');
});
