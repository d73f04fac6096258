import { instantiate } from '#kernel-engine';
import type { KernelFunctions } from '#kernel-engine';
import { kernelModule, KernelMemory } from '#kernel-memory';
import type { ModelPart } from '#model';

/** A weight for a row of a space. */
export interface Weighed {
  readonly row: number;
  readonly weight: number;
}

/** Movies as unit vectors: the likeness of two is their inner product. */
export interface ContentSpace {
  readonly movieIds: Int32Array;
  /** Σ weight × (row · movie) for every movie. */
  scoreAll(profile: readonly Weighed[]): Float32Array;
  /** The same for some rows alone, in their order. */
  scoreRows(profile: readonly Weighed[], rows: Int32Array): Float32Array;
  /** Σ weight × row, where rows are dense vectors: as many numbers as these have. */
  direction?(profile: readonly Weighed[]): Float32Array;
  likeness(left: number, right: number): number;
  /** The addends of movies' scores by shared term, where the space has terms. */
  terms?(
    profile: readonly Weighed[],
    rows: readonly number[],
  ): { readonly label: string; readonly value: number }[][];
}

/** Sparse vectors over terms (see fitTerms). */
export class TermSpace implements ContentSpace {
  readonly movieIds: Int32Array;
  private readonly labels: readonly string[];
  private readonly start: Int32Array;
  private readonly index: Int32Array;
  private readonly value: Float32Array;
  private readonly sums: Float64Array;
  private readonly everyRow: Int32Array;

  constructor(part: ModelPart) {
    this.labels = part.header.labels as string[];
    this.sums = new Float64Array(this.labels.length);
    this.movieIds = part.blocks.movieIds as Int32Array;
    this.everyRow = this.movieIds.map((_, row) => row);
    this.start = part.blocks.start as Int32Array;
    this.index = part.blocks.index as Int32Array;
    this.value = part.blocks.value as Float32Array;
  }

  scoreAll(profile: readonly Weighed[]): Float32Array {
    return this.scoreRows(profile, this.everyRow);
  }

  scoreRows(profile: readonly Weighed[], rows: Int32Array): Float32Array {
    return this.withTerms(profile, (terms) => {
      const { start, index, value } = this;
      const scores = new Float32Array(rows.length);
      for (let at = 0; at < rows.length; at++) {
        let score = 0;
        const end = start[rows[at]! + 1]!;
        for (let k = start[rows[at]!]!; k < end; k++) score += terms[index[k]!]! * value[k]!;
        scores[at] = score;
      }
      return scores;
    });
  }

  likeness(left: number, right: number): number {
    const own = new Map<number, number>();
    for (let k = this.start[left]!; k < this.start[left + 1]!; k++) own.set(this.index[k]!, this.value[k]!);
    let sum = 0;
    for (let k = this.start[right]!; k < this.start[right + 1]!; k++)
      sum += (own.get(this.index[k]!) ?? 0) * this.value[k]!;
    return sum;
  }

  terms(profile: readonly Weighed[], rows: readonly number[]): { label: string; value: number }[][] {
    return this.withTerms(profile, (liked) =>
      rows.map((row) => {
        const shared: { label: string; value: number }[] = [];
        for (let k = this.start[row]!; k < this.start[row + 1]!; k++) {
          const value = liked[this.index[k]!]! * this.value[k]!;
          if (value !== 0) shared.push({ label: this.labels[this.index[k]!]!, value });
        }
        return shared;
      }),
    );
  }

  /** Hands out the profile's weight of every term; what it touched is 0 again afterwards, as there may be a million terms. */
  private withTerms<T>(profile: readonly Weighed[], use: (terms: Float64Array) => T): T {
    const { start, index, value, sums } = this;
    try {
      for (const { row, weight } of profile)
        for (let k = start[row]!; k < start[row + 1]!; k++) sums[index[k]!]! += weight * value[k]!;
      return use(sums);
    } finally {
      for (const { row } of profile) for (let k = start[row]!; k < start[row + 1]!; k++) sums[index[k]!] = 0;
    }
  }
}

/** Dense vectors of signed bytes (see fitVectors). */
export class VectorSpace implements ContentSpace {
  readonly movieIds: Int32Array;
  private readonly dimensions: number;
  /** Numbers a row, padded to the 16 that the kernel reads at a time. */
  private readonly width: number;
  private readonly bytes: Int8Array;
  private readonly norms: Float32Array;
  private readonly kernel: KernelFunctions;
  private readonly sought: Int16Array;
  private readonly products: Int32Array;
  /** The row that is sought, where it is one. */
  private soughtRow = -1;

  constructor(part: ModelPart) {
    this.movieIds = part.blocks.movieIds as Int32Array;
    const rows = this.movieIds.length;
    const { dimensions } = part.header as { readonly dimensions: number };
    this.dimensions = dimensions;
    this.width = Math.ceil(dimensions / 16) * 16;
    const memory = new KernelMemory(rows * (this.width + 4) + 2 * this.width + 64);
    const room = memory.uint8(rows * this.width);
    this.bytes = new Int8Array(room.buffer, room.byteOffset, room.length);
    const sought = memory.uint8(2 * this.width);
    this.sought = new Int16Array(sought.buffer, sought.byteOffset, this.width);
    this.products = memory.int32(rows);
    this.kernel = instantiate(kernelModule(), memory.memory);
    const { packed } = part.blocks;
    const packedBytes = new Int8Array(packed!.buffer, packed!.byteOffset, packed!.byteLength);
    for (let row = 0; row < rows; row++)
      this.bytes.set(packedBytes.subarray(row * dimensions, (row + 1) * dimensions), row * this.width);
    this.norms = Float32Array.from(this.movieIds, (_, row) => Math.sqrt(this.dot(row, row)) || 1);
  }

  scoreAll(profile: readonly Weighed[]): Float32Array {
    const { width, bytes, products, norms } = this;
    const unit = this.seek(profile);
    this.kernel['scoreBytes']!(
      ...[bytes.byteOffset, products.length, width, this.sought.byteOffset, products.byteOffset],
    );
    const scores = new Float32Array(products.length);
    for (let row = 0; row < scores.length; row++) scores[row] = (products[row]! * unit) / norms[row]!;
    return scores;
  }

  scoreRows(profile: readonly Weighed[], rows: Int32Array): Float32Array {
    const { width, bytes, products, norms } = this;
    const unit = this.seek(profile);
    const [score, sought] = [this.kernel['scoreBytes']!, this.sought.byteOffset];
    const scores = new Float32Array(rows.length);
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      score(bytes.byteOffset + row * width, 1, width, sought, products.byteOffset);
      scores[at] = (products[0]! * unit) / norms[row]!;
    }
    return scores;
  }

  direction(profile: readonly Weighed[]): Float32Array {
    return this.sum(profile).subarray(0, this.dimensions);
  }

  private sum(profile: readonly Weighed[]): Float32Array {
    const { width, bytes } = this;
    const sum = new Float32Array(width);
    for (const { row, weight } of profile) {
      const scale = weight / this.norms[row]!;
      for (let at = 0; at < width; at++) sum[at]! += scale * bytes[row * width + at]!;
    }
    return sum;
  }

  /** Makes the profile what is sought, in 16-bit numbers. @returns what one of their units is worth. */
  private seek(profile: readonly Weighed[]): number {
    const { width, sought } = this;
    this.soughtRow = -1;
    const sum = this.sum(profile);
    const largest = sum.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    const unit = largest / Math.min(32_767, Math.floor((2 ** 31 - 1) / (128 * width)));
    for (let at = 0; at < width; at++) sought[at] = Math.round(sum[at]! / unit);
    return unit;
  }

  likeness(left: number, right: number): number {
    return this.dot(left, right) / (this.norms[left]! * this.norms[right]!);
  }

  /** Cheapest where many rows are compared with the same right one. */
  private dot(left: number, right: number): number {
    const { width, bytes, products, sought } = this;
    if (this.soughtRow !== right) {
      sought.set(bytes.subarray(right * width, (right + 1) * width));
      this.soughtRow = right;
    }
    this.kernel['scoreBytes']!(
      ...[bytes.byteOffset + left * width, 1, width, sought.byteOffset, products.byteOffset],
    );
    return products[0]!;
  }
}
