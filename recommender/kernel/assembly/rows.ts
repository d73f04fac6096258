// Solving the rows of one side of the factorisation while the other side is held still.
//
// For a row with entries k: (Λ + Σ w_k y_k y_kᵀ) x = Σ t_k y_k, where Λ is the unobserved part plus regularisation,
// w_k and t_k come from 256-entry tables by the entry's one-byte level.
import { addGram, cholesky, solveFactored } from './dense';
import { axpy, dot, madd, sum, sums } from './simd';

const BLOCK: usize = 64;

/** One exact row. `a` (f × f) must hold Λ on entry and is destroyed; `gather` holds 64 rows; x receives the solution. */
export function solveExact(
  y: usize, f: usize, index: usize, level: usize, n: usize, weight: usize, target: usize, a: usize, gather: usize, x: usize,
): void {
  const bytes = f << 2;
  memory.fill(x, 0, bytes);
  let filled: usize = 0;
  for (let k: usize = 0; k < n; k++) {
    const code = <usize>load<u8>(level + k) << 2, row = y + <usize>load<i32>(index + (k << 2)) * bytes;
    axpy(load<f32>(target + code), row, x, f);
    const w = load<f32>(weight + code);
    if (w > 0) {
      const s = f32x4.splat(sqrt<f32>(w)), to = gather + filled * bytes;
      for (let j: usize = 0; j < bytes; j += 16) v128.store(to + j, f32x4.mul(s, v128.load(row + j)));
      if (++filled == BLOCK) {
        addGram(gather, BLOCK, f, a);
        filled = 0;
      }
    }
  }
  if (filled > 0) addGram(gather, filled, f, a);
  cholesky(a, f);
  solveFactored(a, f, x);
}

/** Rows [begin, end) exactly; Λ = diag(diagonal) + regularization of the row. `scratch`: f × f + 64 × f floats. */
export function solveRowsExact(
  x: usize, y: usize, f: usize, begin: usize, end: usize, starts: usize, index: usize, level: usize,
  weight: usize, target: usize, diagonal: usize, regularization: usize, scratch: usize,
): void {
  const bytes = f << 2;
  for (let r = begin; r < end; r++) {
    const first = <usize>load<i32>(starts + (r << 2)), n = <usize>load<i32>(starts + (r << 2), 4) - first;
    const reg = load<f32>(regularization + (r << 2));
    memory.fill(scratch, 0, f * bytes);
    for (let j: usize = 0; j < f; j++) store<f32>(scratch + j * bytes + (j << 2), load<f32>(diagonal + (j << 2)) + reg);
    solveExact(y, f, index + (first << 2), level + first, n, weight, target, scratch, scratch + f * bytes, x + r * bytes);
  }
}

/**
 * Adds Σ_k (t_k − w_k y_k·p) y_k to `out` (withTargets), or Σ_k w_k (y_k·p) y_k (not), four entries at a time.
 * Returns Σ_k t_k y_k·p (withTargets), or 0.
 */
function apply(
  y: usize, f: usize, index: usize, level: usize, n: usize, weight: usize, target: usize, p: usize, out: usize, withTargets: bool,
): f32 {
  const bytes = f << 2;
  let k: usize = 0, aimed = f32x4.splat(0);
  for (; k + 4 <= n; k += 4) {
    const at = index + (k << 2);
    const y0 = y + <usize>load<i32>(at) * bytes, y1 = y + <usize>load<i32>(at, 4) * bytes;
    const y2 = y + <usize>load<i32>(at, 8) * bytes, y3 = y + <usize>load<i32>(at, 12) * bytes;
    let a = f32x4.splat(0), b = a, c = a, d = a;
    for (let j: usize = 0; j < bytes; j += 16) {
      const q = v128.load(p + j);
      a = madd(v128.load(y0 + j), q, a);
      b = madd(v128.load(y1 + j), q, b);
      c = madd(v128.load(y2 + j), q, c);
      d = madd(v128.load(y3 + j), q, d);
    }
    const codes = load<u32>(level + k);
    const l0 = <usize>(codes & 255) << 2, l1 = <usize>((codes >> 8) & 255) << 2;
    const l2 = <usize>((codes >> 16) & 255) << 2, l3 = <usize>(codes >> 24) << 2;
    const w = f32x4(load<f32>(weight + l0), load<f32>(weight + l1), load<f32>(weight + l2), load<f32>(weight + l3));
    const products = sums(a, b, c, d);
    let s = f32x4.mul(w, products);
    if (withTargets) {
      const t = f32x4(load<f32>(target + l0), load<f32>(target + l1), load<f32>(target + l2), load<f32>(target + l3));
      aimed = madd(t, products, aimed);
      s = f32x4.sub(t, s);
    }
    a = f32x4.splat(f32x4.extract_lane(s, 0));
    b = f32x4.splat(f32x4.extract_lane(s, 1));
    c = f32x4.splat(f32x4.extract_lane(s, 2));
    d = f32x4.splat(f32x4.extract_lane(s, 3));
    for (let j: usize = 0; j < bytes; j += 16) {
      let o = madd(a, v128.load(y0 + j), v128.load(out + j));
      o = madd(b, v128.load(y1 + j), o);
      o = madd(c, v128.load(y2 + j), o);
      v128.store(out + j, madd(d, v128.load(y3 + j), o));
    }
  }
  let rest: f32 = 0;
  for (; k < n; k++) {
    const row = y + <usize>load<i32>(index + (k << 2)) * bytes, code = <usize>load<u8>(level + k) << 2;
    const product = dot(row, p, f);
    let s = load<f32>(weight + code) * product;
    if (withTargets) {
      rest += load<f32>(target + code) * product;
      s = load<f32>(target + code) - s;
    }
    axpy(s, row, out, f);
  }
  return sum(aimed) + rest;
}

/**
 * Rows [begin, end) by at most `steps` steps of preconditioned conjugate gradients from the x that is there. The factors are
 * rotated so that the unobserved part is `diagonal`: then diagonal + regularization is exact for it, and the preconditioner.
 * `flat`: every weight is 0, so that the row's matrix is that diagonal itself. `scratch`: 4 × f floats.
 *
 * `losses` receives two numbers a row: xᵀAx − 2bᵀx for the row's system A x = b, and the regularization's part of it. The
 * first is −x·r − bᵀx at the start, and a step of length a along a direction lowers it by a times the residual's z-norm.
 */
export function solveRows(
  x: usize, y: usize, f: usize, begin: usize, end: usize, starts: usize, index: usize, level: usize,
  weight: usize, target: usize, diagonal: usize, regularization: usize, scratch: usize, steps: i32, flat: bool,
  losses: usize,
): void {
  const bytes = f << 2, r = scratch, p = r + bytes, q = p + bytes, inverse = q + bytes;
  for (let i = begin; i < end; i++) {
    const first = <usize>load<i32>(starts + (i << 2)), n = <usize>load<i32>(starts + (i << 2), 4) - first;
    const xi = x + i * bytes, ix = index + (first << 2), lv = level + first, own = losses + (i << 3);
    if (n == 0) {
      memory.fill(xi, 0, bytes);
      memory.fill(own, 0, 8);
      continue;
    }
    const reg = f32x4.splat(load<f32>(regularization + (i << 2))), one = f32x4.splat(1);
    for (let j: usize = 0; j < bytes; j += 16) v128.store(inverse + j, f32x4.div(one, f32x4.add(v128.load(diagonal + j), reg)));
    if (flat) {
      memory.fill(r, 0, bytes);
      for (let k: usize = 0; k < n; k++) {
        axpy(load<f32>(target + (<usize>load<u8>(lv + k) << 2)), y + <usize>load<i32>(ix + (k << 2)) * bytes, r, f);
      }
      for (let j: usize = 0; j < bytes; j += 16) v128.store(xi + j, f32x4.mul(v128.load(r + j), v128.load(inverse + j)));
      store<f32>(own, -dot(xi, r, f));
      store<f32>(own, load<f32>(regularization + (i << 2)) * dot(xi, xi, f), 4);
      continue;
    }
    let rz4 = f32x4.splat(0);
    for (let j: usize = 0; j < bytes; j += 16) {
      v128.store(r + j, f32x4.neg(f32x4.mul(f32x4.add(v128.load(diagonal + j), reg), v128.load(xi + j))));
    }
    const aimed = apply(y, f, ix, lv, n, weight, target, xi, r, true);
    let loss = -dot(xi, r, f) - aimed;
    for (let j: usize = 0; j < bytes; j += 16) {
      const rj = v128.load(r + j), z = f32x4.mul(rj, v128.load(inverse + j));
      v128.store(p + j, z);
      rz4 = madd(rj, z, rz4);
    }
    let rz = sum(rz4);
    for (let step = 0; step < steps; step++) {
      if (rz < <f32>1e-20) break;
      let pq4 = f32x4.splat(0);
      for (let j: usize = 0; j < bytes; j += 16) {
        v128.store(q + j, f32x4.mul(f32x4.add(v128.load(diagonal + j), reg), v128.load(p + j)));
      }
      apply(y, f, ix, lv, n, weight, target, p, q, false);
      for (let j: usize = 0; j < bytes; j += 16) pq4 = madd(v128.load(p + j), v128.load(q + j), pq4);
      const length = rz / sum(pq4), a = f32x4.splat(length), minus = f32x4.neg(a);
      loss -= length * rz;
      rz4 = f32x4.splat(0);
      for (let j: usize = 0; j < bytes; j += 16) {
        v128.store(xi + j, madd(a, v128.load(p + j), v128.load(xi + j)));
        const rj = madd(minus, v128.load(q + j), v128.load(r + j));
        v128.store(r + j, rj);
        rz4 = madd(rj, f32x4.mul(rj, v128.load(inverse + j)), rz4);
      }
      const next = sum(rz4), beta = f32x4.splat(next / rz);
      rz = next;
      for (let j: usize = 0; j < bytes; j += 16) {
        v128.store(p + j, madd(beta, v128.load(p + j), f32x4.mul(v128.load(r + j), v128.load(inverse + j))));
      }
    }
    store<f32>(own, loss);
    store<f32>(own, load<f32>(regularization + (i << 2)) * dot(xi, xi, f), 4);
  }
}
