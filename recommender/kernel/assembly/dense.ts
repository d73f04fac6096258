// Dense single-precision pieces: Gram matrices, rotation, Cholesky, and the trailing update of a blocked inverse.
import { madd, sums } from './simd';

/** Adds Σ_r x_r x_rᵀ of `n` contiguous rows to the f × f matrix `out`: tiles of 4 × 8 on and above the diagonal, rows innermost. */
export function addGram(x: usize, n: usize, f: usize, out: usize): void {
  const bytes = f << 2, end = x + n * bytes;
  for (let i: usize = 0; i < bytes; i += 16) {
    for (let j: usize = i & ~31; j < bytes; j += 32) {
      const wide = j + 16 < bytes;
      let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
      if (wide) {
        for (let r = x; r < end; r += bytes) {
          const u = v128.load(r + j), v = v128.load(r + j, 16);
          let s = v128.load32_splat(r + i);
          a0 = madd(s, u, a0);
          b0 = madd(s, v, b0);
          s = v128.load32_splat(r + i, 4);
          a1 = madd(s, u, a1);
          b1 = madd(s, v, b1);
          s = v128.load32_splat(r + i, 8);
          a2 = madd(s, u, a2);
          b2 = madd(s, v, b2);
          s = v128.load32_splat(r + i, 12);
          a3 = madd(s, u, a3);
          b3 = madd(s, v, b3);
        }
      } else {
        for (let r = x; r < end; r += bytes) {
          const u = v128.load(r + j);
          a0 = madd(v128.load32_splat(r + i), u, a0);
          a1 = madd(v128.load32_splat(r + i, 4), u, a1);
          a2 = madd(v128.load32_splat(r + i, 8), u, a2);
          a3 = madd(v128.load32_splat(r + i, 12), u, a3);
        }
      }
      let o = out + (i >> 2) * bytes + j;
      addTo(o, a0, b0, wide);
      addTo((o += bytes), a1, b1, wide);
      addTo((o += bytes), a2, b2, wide);
      addTo((o += bytes), a3, b3, wide);
    }
  }
}

@inline
function addTo(o: usize, a: v128, b: v128, wide: bool): void {
  v128.store(o, f32x4.add(v128.load(o), a));
  if (wide) v128.store(o, f32x4.add(v128.load(o, 16), b), 16);
}

/** The Gram matrices of parts [begin, end), each of `size` rows (the last one shorter), to consecutive f × f blocks of `out`. */
export function gramParts(x: usize, rows: usize, f: usize, size: usize, out: usize, begin: usize, end: usize): void {
  const bytes = f << 2;
  for (let part = begin; part < end; part++) {
    const to = out + part * f * bytes, last = min(rows, (part + 1) * size);
    memory.fill(to, 0, f * bytes);
    for (let r = part * size; r < last; r += 64) addGram(x + r * bytes, min<usize>(64, last - r), f, to);
    mirror(to, f);
  }
}

/** Copies the upper triangle of an f × f matrix onto the lower one. */
export function mirror(a: usize, f: usize): void {
  for (let i: usize = 1; i < f; i++) {
    for (let j: usize = 0; j < i; j++) store<f32>(a + ((i * f + j) << 2), load<f32>(a + ((j * f + i) << 2)));
  }
}

/**
 * Rows [begin, end) of x become T x_r (T is f × f, row-major): two rows of x by four of T at a time. `temp` holds two rows.
 * An odd last row is computed twice.
 */
export function rotate(x: usize, begin: usize, end: usize, f: usize, t: usize, temp: usize): void {
  const bytes = f << 2;
  for (let r = begin; r < end; r += 2) {
    const x0 = x + r * bytes, x1 = r + 1 < end ? x0 + bytes : x0;
    for (let j: usize = 0; j < f; j += 4) {
      const t0 = t + j * bytes, t1 = t0 + bytes, t2 = t1 + bytes, t3 = t2 + bytes;
      let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
      for (let i: usize = 0; i < bytes; i += 16) {
        const u = v128.load(x0 + i), v = v128.load(x1 + i);
        let q = v128.load(t0 + i);
        a0 = madd(u, q, a0);
        b0 = madd(v, q, b0);
        q = v128.load(t1 + i);
        a1 = madd(u, q, a1);
        b1 = madd(v, q, b1);
        q = v128.load(t2 + i);
        a2 = madd(u, q, a2);
        b2 = madd(v, q, b2);
        q = v128.load(t3 + i);
        a3 = madd(u, q, a3);
        b3 = madd(v, q, b3);
      }
      v128.store(temp + (j << 2), sums(a0, a1, a2, a3));
      v128.store(temp + bytes + (j << 2), sums(b0, b1, b2, b3));
    }
    memory.copy(x0, temp, bytes);
    if (x1 != x0) memory.copy(x1, temp + bytes, bytes);
  }
}

/**
 * Factors the symmetric positive definite A (its upper triangle is read) as UᵀU in place, row by row, so that every inner
 * loop runs along a row. A pivot that rounding made non-positive is lifted to a tiny one.
 */
export function cholesky(a: usize, f: usize): void {
  const bytes = f << 2;
  for (let k: usize = 0; k < f; k++) {
    const rowK = a + k * bytes;
    if (!(load<f32>(rowK + (k << 2)) > 1e-12)) store<f32>(rowK + (k << 2), 1e-12);
    const scale = f32x4.splat(1 / sqrt<f32>(load<f32>(rowK + (k << 2)))), from = (k << 2) & ~15;
    for (let j = from; j < bytes; j += 16) v128.store(rowK + j, f32x4.mul(v128.load(rowK + j), scale));
    for (let i = k + 1; i < f; i++) {
      const start = (i << 2) & ~15, rowI = a + i * bytes;
      const c = f32x4.splat(-load<f32>(rowK + (i << 2)));
      for (let j = start; j < bytes; j += 16) v128.store(rowI + j, madd(c, v128.load(rowK + j), v128.load(rowI + j)));
    }
  }
}

/** Solves UᵀU x = b in place. */
export function solveFactored(u: usize, f: usize, b: usize): void {
  const bytes = f << 2;
  for (let k: usize = 0; k < f; k++) {
    const row = u + k * bytes, at = b + (k << 2);
    const value = load<f32>(at) / load<f32>(row + (k << 2));
    for (let j = k + 1; j < f; j++) {
      store<f32>(b + (j << 2), load<f32>(b + (j << 2)) - value * load<f32>(row + (j << 2)));
    }
    store<f32>(at, value);
  }
  for (let k = <i32>f - 1; k >= 0; k--) {
    const row = u + <usize>k * bytes, at = b + (<usize>k << 2);
    let s = load<f32>(at);
    for (let j = <usize>k + 1; j < f; j++) s -= load<f32>(row + (j << 2)) * load<f32>(b + (j << 2));
    store<f32>(at, s / load<f32>(row + (<usize>k << 2)));
  }
}

/**
 * C[i][j] -= V_i · W_j for rows i in [i0, i1) and j in [j0, j1): the update of a blocked symmetric sweep.
 * V and W are panels with rows of `k` floats; C has rows of `stride` floats. All ranges are multiples of 4.
 */
export function updateTile(c: usize, stride: usize, v: usize, w: usize, k: usize, i0: usize, i1: usize, j0: usize, j1: usize): void {
  const kb = k << 2, row = stride << 2;
  for (let i = i0; i < i1; i += 2) {
    const v0 = v + i * kb, v1 = v0 + kb;
    for (let j = j0; j < j1; j += 4) {
      const w0 = w + j * kb, w1 = w0 + kb, w2 = w1 + kb, w3 = w2 + kb;
      let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
      for (let t: usize = 0; t < kb; t += 16) {
        const x = v128.load(v0 + t), y = v128.load(v1 + t);
        let q = v128.load(w0 + t);
        a0 = madd(x, q, a0);
        b0 = madd(y, q, b0);
        q = v128.load(w1 + t);
        a1 = madd(x, q, a1);
        b1 = madd(y, q, b1);
        q = v128.load(w2 + t);
        a2 = madd(x, q, a2);
        b2 = madd(y, q, b2);
        q = v128.load(w3 + t);
        a3 = madd(x, q, a3);
        b3 = madd(y, q, b3);
      }
      const o = c + i * row + (j << 2);
      v128.store(o, f32x4.sub(v128.load(o), sums(a0, a1, a2, a3)));
      v128.store(o + row, f32x4.sub(v128.load(o + row), sums(b0, b1, b2, b3)));
    }
  }
}

/**
 * One step of a blocked symmetric sweep on the lower triangle of the n × n matrix A: A_IJ -= V_I W_Jᵀ for the block rows
 * [begin, end), counted from the last, and all their blocks but those of the pivot block `skip`.
 */
export function sweepRows(a: usize, n: usize, v: usize, w: usize, size: usize, skip: usize, begin: usize, end: usize): void {
  const blocks = n / size;
  for (let at = begin; at < end; at++) {
    const i = blocks - 1 - at;
    if (i == skip) continue;
    for (let j: usize = 0; j <= i; j++) {
      if (j != skip) updateTile(a, n, v, w, size, i * size, (i + 1) * size, j * size, (j + 1) * size);
    }
  }
}
