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
