// Vector primitives. Addresses are bytes; `f` is the row length in floats, a multiple of 4.

/** a · b + c, fused where the engine has relaxed SIMD. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The four horizontal sums of four vectors, as one vector. */
@inline
export function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 2, 6), v128.shuffle<f32>(a, b, 1, 5, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 2, 6), v128.shuffle<f32>(c, d, 1, 5, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

@inline
export function sum(a: v128): f32 {
  const b = f32x4.add(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
  return f32x4.extract_lane(b, 0) + f32x4.extract_lane(b, 1);
}

export function dot(a: usize, b: usize, f: usize): f32 {
  let s = f32x4.splat(0);
  for (let j: usize = 0; j < f << 2; j += 16) s = madd(v128.load(a + j), v128.load(b + j), s);
  return sum(s);
}

/** y += k · x */
export function axpy(k: f32, x: usize, y: usize, f: usize): void {
  const kk = f32x4.splat(k);
  for (let j: usize = 0; j < f << 2; j += 16) v128.store(y + j, madd(kk, v128.load(x + j), v128.load(y + j)));
}

/** out = x · p for `n` rows of x, four rows at a time. */
export function score(x: usize, n: usize, f: usize, p: usize, out: usize): void {
  const bytes = f << 2;
  let r: usize = 0;
  for (; r + 4 <= n; r += 4) {
    let a = f32x4.splat(0), b = a, c = a, d = a;
    const x0 = x + r * bytes, x1 = x0 + bytes, x2 = x1 + bytes, x3 = x2 + bytes;
    for (let j: usize = 0; j < bytes; j += 16) {
      const q = v128.load(p + j);
      a = madd(v128.load(x0 + j), q, a);
      b = madd(v128.load(x1 + j), q, b);
      c = madd(v128.load(x2 + j), q, c);
      d = madd(v128.load(x3 + j), q, d);
    }
    v128.store(out + (r << 2), sums(a, b, c, d));
  }
  for (; r < n; r++) store<f32>(out + (r << 2), dot(x + r * bytes, p, f));
}

/**
 * out = x · p for `n` rows of `d` signed bytes (a multiple of 16). `p` holds 16-bit numbers, `out` 32-bit ones; the caller
 * scales p so that no sum leaves 32 bits.
 */
export function scoreBytes(x: usize, n: usize, d: usize, p: usize, out: usize): void {
  for (let r: usize = 0; r < n; r++, x += d) {
    let s = i32x4.splat(0), t = s;
    for (let j: usize = 0; j < d; j += 16) {
      const v = v128.load(x + j), q = p + (j << 1);
      s = i32x4.add(s, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(v), v128.load(q)));
      t = i32x4.add(t, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(v), v128.load(q, 16)));
    }
    s = i32x4.add(s, t);
    s = i32x4.add(s, v128.shuffle<i32>(s, s, 2, 3, 0, 1));
    store<i32>(out + (r << 2), i32x4.extract_lane(s, 0) + i32x4.extract_lane(s, 1));
  }
}
