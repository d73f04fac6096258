// Items × items: the Gram matrix of a sparse matrix, one row at a time.

/**
 * Rows [begin, end), counted from the last, of the lower triangle of XᵀX into the n × n matrix `out` (zeroed before):
 * out_ij = Σ_u x_ui x_uj. Values come from a 256-entry table by level.
 */
export function itemGram(
  out: usize, n: usize, movies: usize, movieStart: usize, movieIndex: usize, movieLevel: usize,
  userStart: usize, userIndex: usize, userLevel: usize, table: usize, begin: usize, end: usize,
): void {
  for (let at = begin; at < end; at++) {
    const i = movies - 1 - at, row = out + ((i * n) << 2);
    const last = <usize>load<i32>(movieStart + (i << 2), 4);
    for (let k = <usize>load<i32>(movieStart + (i << 2)); k < last; k++) {
      const u = <usize>load<i32>(movieIndex + (k << 2));
      const x = load<f32>(table + (<usize>load<u8>(movieLevel + k) << 2));
      if (x == 0) continue;
      const stop = <usize>load<i32>(userStart + (u << 2), 4);
      for (let m = <usize>load<i32>(userStart + (u << 2)); m < stop; m++) {
        const j = <usize>load<i32>(userIndex + (m << 2));
        if (j > i) break;
        const o = row + (j << 2);
        store<f32>(o, load<f32>(o) + x * load<f32>(table + (<usize>load<u8>(userLevel + m) << 2)));
      }
    }
  }
}

/**
 * For each movie of [begin, end), its `keep` most alike: Σ e_i e_j / √(Σ e_i² Σ e_j²) · n / (n + shrinkage) over the n people
 * who rated both, e being residuals by level; positive ones only. At most about `most` raters of a movie are looked at, evenly.
 * Row i of `outIndex` and `outWeight` holds outCount[i] neighbours, in no order. What a row touches is marked by blocks of 64
 * movies: the rest is neither looked at nor cleared. `scratch`: movies × 4 floats, and a byte a block.
 */
export function neighbours(
  movies: usize, movieStart: usize, movieIndex: usize, movieLevel: usize, userStart: usize, userIndex: usize, userLevel: usize,
  table: usize, shrinkage: f32, most: usize, keep: usize, outIndex: usize, outWeight: usize, outCount: usize,
  scratch: usize, begin: usize, end: usize,
): void {
  const blocks = (movies + 63) >> 6, marks = scratch + (movies << 4);
  memory.fill(scratch, 0, (movies << 4) + blocks);
  for (let i = begin; i < end; i++) {
    const first = <usize>load<i32>(movieStart + (i << 2)), last = <usize>load<i32>(movieStart + (i << 2), 4);
    const step: usize = 1 + (last - first) / (most + 1);
    for (let k = first; k < last; k += step) {
      const u = <usize>load<i32>(movieIndex + (k << 2));
      const e = load<f32>(table + (<usize>load<u8>(movieLevel + k) << 2));
      const stop = <usize>load<i32>(userStart + (u << 2), 4);
      for (let m = <usize>load<i32>(userStart + (u << 2)); m < stop; m++) {
        const other = load<f32>(table + (<usize>load<u8>(userLevel + m) << 2));
        const j = <usize>load<i32>(userIndex + (m << 2)), o = scratch + (j << 4);
        store<u8>(marks + (j >> 6), 1);
        v128.store(o, f32x4.add(v128.load(o), f32x4(e * other, e * e, other * other, 1)));
      }
    }
    const rowIndex = outIndex + ((i * keep) << 2), rowWeight = outWeight + ((i * keep) << 2);
    let count: usize = 0;
    for (let block: usize = 0; block < blocks; block++) {
      if (load<u8>(marks + block) == 0) continue;
      store<u8>(marks + block, 0);
      const from = block << 6, to = min(movies, from + 64);
      for (let j = from; j < to; j++) {
        const o = scratch + (j << 4), n = load<f32>(o, 12), product = load<f32>(o);
        if (product <= 0 || j == i) continue;
        const s = ((product / sqrt<f32>(load<f32>(o, 4) * load<f32>(o, 8) + <f32>1e-9)) * n) / (n + shrinkage);
        if (count < keep) {
          let at = count++;
          while (at > 0) {
            const parent = (at - 1) >> 1, p = load<f32>(rowWeight + (parent << 2));
            if (p <= s) break;
            store<f32>(rowWeight + (at << 2), p);
            store<i32>(rowIndex + (at << 2), load<i32>(rowIndex + (parent << 2)));
            at = parent;
          }
          store<f32>(rowWeight + (at << 2), s);
          store<i32>(rowIndex + (at << 2), <i32>j);
        } else if (s > load<f32>(rowWeight)) {
          let at: usize = 0;
          for (;;) {
            let child: usize = 2 * at + 1;
            if (child >= keep) break;
            if (child + 1 < keep && load<f32>(rowWeight + ((child + 1) << 2)) < load<f32>(rowWeight + (child << 2))) child++;
            const c = load<f32>(rowWeight + (child << 2));
            if (c >= s) break;
            store<f32>(rowWeight + (at << 2), c);
            store<i32>(rowIndex + (at << 2), load<i32>(rowIndex + (child << 2)));
            at = child;
          }
          store<f32>(rowWeight + (at << 2), s);
          store<i32>(rowIndex + (at << 2), <i32>j);
        }
      }
      memory.fill(scratch + (from << 4), 0, (to - from) << 4);
    }
    store<i32>(outCount + (i << 2), <i32>count);
  }
}
