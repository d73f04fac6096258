export { addGram, gramParts, mirror, rotate, cholesky, solveFactored, sweepRows } from './dense';
export { axpy, dot, score, scoreBytes } from './simd';
export { solveExact, solveRows, solveRowsExact } from './rows';
export { itemGram, neighbours } from './items';
