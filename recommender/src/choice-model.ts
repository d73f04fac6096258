import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { instantiate } from '#kernel-engine';
import type { KernelFunctions } from '#kernel-engine';
import { kernelModule, KernelMemory } from '#kernel-memory';

/** One person's choice: which of the candidates were liked. */
export interface Choice {
  /** candidates × width, row-major. */
  readonly features: Float64Array;
  /** 1 for liked held-out candidates, else 0. */
  readonly liked: Uint8Array;
}

export interface ChoiceWeights {
  /** Weight of a feature per its standard deviation. */
  readonly weights: Float64Array;
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

const STEPS = 30;
/** Rows that the kernel multiplies at a time. */
const BLOCK = 64;
/** A candidate that is chosen less often than this does not bend the likelihood. */
const NEGLIGIBLE = 1e-5;

/**
 * Conditional logit (McFadden 1974), by Newton's method. For a person u with candidates C_u and liked ones L_u
 *
 *   maximise Σ_u |L_u|^(−½) Σ_{i ∈ L_u} ln( e^(w·z_i) / Σ_{j ∈ C_u} e^(w·z_j) ) − ½ ridge |w|²
 *
 * z being the features brought to mean 0 and deviation 1 over all candidates. Only differences between one person's
 * candidates count, so nothing has to explain how many films a person likes. Persons without a liked candidate are left out.
 */
export function fitChoices(
  choices: readonly Choice[],
  { width, ridge, start }: { readonly width: number; readonly ridge: number; readonly start?: Float64Array },
): ChoiceWeights {
  const useful = choices.filter(({ liked }) => liked.includes(1));
  const scaling = standardize(useful, width);
  const standardized = useful.map((choice) => ({ choice, z: scaled(choice.features, scaling, width) }));
  const gram = new WeightedGram(width);
  let weights: Float64Array = start?.slice() ?? new Float64Array(width);
  let best = -Infinity;
  for (let step = 0, size = 1, held = weights; step < STEPS; step++) {
    const { value, gradient, hessian } = objective(standardized, weights, { ridge, gram });
    if (value < best && size > 1 / 64) {
      // Too far: half of the last step.
      size /= 2;
      weights = held.map((old, at) => old + (weights[at]! - old) / 2);
      continue;
    }
    if (value - best < 1e-5 * Math.abs(best)) break;
    [best, held, size] = [value, weights, 1];
    const direction = new CholeskyDecomposition(hessian).solve(Matrix.columnVector(Array.from(gradient)));
    weights = weights.map((old, at) => old + direction.get(at, 0));
  }
  return { weights, ...scaling };
}

/** Σ spread · z zᵀ over rows, in the kernel: single precision for one person's rows, whose sums are then added up in double. */
class WeightedGram {
  private readonly width: number;
  /** The width in floats of the kernel's rows, a multiple of four. */
  private readonly padded: number;
  private readonly rows: Float32Array;
  private readonly sums: Float32Array;
  private readonly kernel: KernelFunctions;
  private filled = 0;

  constructor(width: number) {
    this.width = width;
    this.padded = Math.ceil(width / 4) * 4;
    const memory = new KernelMemory(4 * this.padded * (BLOCK + this.padded) + 64);
    this.rows = memory.float32(BLOCK * this.padded);
    this.sums = memory.float32(this.padded * this.padded);
    this.kernel = instantiate(kernelModule(), memory.memory);
  }

  add(z: Float64Array, from: number, spread: number): void {
    const [scale, to] = [Math.sqrt(spread), this.filled * this.padded];
    for (let column = 0; column < this.width; column++) this.rows[to + column] = scale * z[from + column]!;
    if (++this.filled === BLOCK) this.flush();
  }

  /** Adds the sums to the lower triangle of a width × width matrix, and begins anew. */
  moveTo(lower: Float64Array): void {
    this.flush();
    const { width, padded, sums } = this;
    for (let column = 0; column < width; column++) {
      for (let other = 0; other <= column; other++)
        lower[column * width + other]! += sums[other * padded + column]!;
    }
    sums.fill(0);
  }

  private flush(): void {
    this.kernel['addGram']!(this.rows.byteOffset, this.filled, this.padded, this.sums.byteOffset);
    this.filled = 0;
  }
}

function standardize(
  choices: readonly Choice[],
  width: number,
): { means: Float64Array; deviations: Float64Array } {
  const means = new Float64Array(width);
  const squares = new Float64Array(width);
  let n = 0;
  for (const { features } of choices) {
    n += features.length / width;
    for (let at = 0; at < features.length; at++) {
      means[at % width]! += features[at]!;
      squares[at % width]! += features[at]! ** 2;
    }
  }
  const deviations = means.map((sum, column) => {
    means[column] = sum / Math.max(1, n);
    const variance = squares[column]! / Math.max(1, n) - means[column]! ** 2;
    // A column that never changes can carry no weight.
    return variance > 1e-10 ? Math.sqrt(variance) : Infinity;
  });
  return { means, deviations };
}

function scaled(
  features: Float64Array,
  { means, deviations }: { means: Float64Array; deviations: Float64Array },
  width: number,
): Float64Array {
  return features.map((value, at) => (value - means[at % width]!) / deviations[at % width]!);
}

function objective(
  choices: readonly { readonly choice: Choice; readonly z: Float64Array }[],
  weights: Float64Array,
  { ridge, gram }: { readonly ridge: number; readonly gram: WeightedGram },
) {
  const width = weights.length;
  const gradient = weights.map((weight) => -ridge * weight);
  const hessian = Matrix.eye(width, width).mul(ridge);
  const lower = new Float64Array(width * width);
  let value = -0.5 * ridge * weights.reduce((sum, weight) => sum + weight * weight, 0);
  for (const { choice, z } of choices) {
    const n = choice.liked.length;
    const likes = choice.liked.reduce((sum, liked) => sum + liked, 0);
    const importance = 1 / Math.sqrt(likes);
    const scores = new Float64Array(n);
    let highest = -Infinity;
    for (let row = 0; row < n; row++) {
      for (let column = 0; column < width; column++)
        scores[row]! += weights[column]! * z[row * width + column]!;
      highest = Math.max(highest, scores[row]!);
    }
    const total = scores.reduce((sum, score) => sum + Math.exp(score - highest), 0);
    const expected = new Float64Array(width);
    for (let row = 0; row < n; row++) {
      const share = Math.exp(scores[row]! - highest) / total;
      if (choice.liked[row] === 1) value += importance * (scores[row]! - highest - Math.log(total));
      const pull = importance * (choice.liked[row]! - likes * share);
      const spread = importance * likes * share;
      for (let column = 0, from = row * width; column < width; column++) {
        const here = z[from + column]!;
        gradient[column]! += pull * here;
        expected[column]! += share * here;
      }
      if (spread >= NEGLIGIBLE) gram.add(z, row * width, spread);
    }
    gram.moveTo(lower);
    for (let column = 0; column < width; column++) {
      for (let other = 0; other <= column; other++) {
        lower[column * width + other]! -= importance * likes * expected[column]! * expected[other]!;
      }
    }
  }
  for (let column = 0; column < width; column++) {
    for (let other = 0; other <= column; other++) {
      const cell = hessian.get(column, other) + lower[column * width + other]!;
      hessian.set(column, other, cell);
      hessian.set(other, column, cell);
    }
  }
  return { value, gradient, hessian };
}
