import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { engine, instantiate } from '#kernel-engine';
import { padded, inverseBytes, invertInPlace, INVERSE_SCRATCH } from '#kernel-inverse';
import { kernelModule, KernelMemory } from '#kernel-memory';
import { PLAIN } from '#kernel.generated';
import { seededRandom } from '#random';
import { WorkerPool } from '#worker-pool';
import { generate } from '../kernel/build.mjs';

describe('the kernel', () => {
  it('is what its source compiles to', async () => {
    const committed = await readFile(new URL('./kernel.generated.ts', import.meta.url), 'utf8');
    expect(committed === (await generate()), 'run `npm run kernel -w recommender`').toBe(true);
  });

  it('has a version for engines without relaxed SIMD', () => {
    expect(engine.validate(Uint8Array.from(Buffer.from(PLAIN, 'base64')))).toBe(true);
  });

  it('refuses more memory than it can address', () => {
    expect(() => new KernelMemory(5 * 2 ** 30)).toThrow(RangeError);
    expect(() => new KernelMemory(100).float32(1_000_000)).toThrow('full');
  });

  it('multiplies rows of signed bytes without leaving 32 bits', () => {
    const [rows, width] = [7, 32];
    const memory = new KernelMemory(rows * (width + 4) + 2 * width + 64);
    const bytes = memory.uint8(rows * width);
    const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    const room = memory.uint8(2 * width);
    const sought = new Int16Array(room.buffer, room.byteOffset, width);
    const products = memory.int32(rows);
    const random = seededRandom(4);
    signed.forEach((_, at) => (signed[at] = at < width ? -128 : Math.floor(256 * random()) - 128));
    sought.forEach((_, at) => (sought[at] = at % 2 === 0 ? -32_767 : 32_767 - at));
    const { scoreBytes } = instantiate(kernelModule(), memory.memory);
    scoreBytes!(bytes.byteOffset, rows, width, sought.byteOffset, products.byteOffset);
    const expected = Array.from(products, (_, row) =>
      sought.reduce((sum, value, at) => sum + value * signed[row * width + at]!, 0),
    );
    expect([...products]).toEqual(expected);
  });

  it('inverts a matrix of several blocks', async () => {
    const n = padded(300);
    const random = seededRandom(1);
    const pool = new WorkerPool(2);
    const memory = new KernelMemory(inverseBytes(n) + pool.scratchTotal(INVERSE_SCRATCH));
    await pool.attach(pool.reserve(memory, INVERSE_SCRATCH));
    const a = memory.float32(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) a[i * n + j] = i === j ? 40 + random() : random() - 0.5;
    const full = (i: number, j: number): number => (i >= j ? before[i * n + j]! : before[j * n + i]!);
    const before = Float64Array.from(a);
    await invertInPlace(a, { n, memory, pool });
    await pool.close();
    let worst = 0;
    for (const i of [0, 5, 127, 128, 200, n - 1]) {
      for (let j = 0; j < n; j++) {
        let product = 0;
        for (let k = 0; k < n; k++) product -= full(i, k) * (k >= j ? a[k * n + j]! : a[j * n + k]!);
        worst = Math.max(worst, Math.abs(product - (i === j ? 1 : 0)));
      }
    }
    expect(worst).toBeLessThan(1e-4);
  });
});
