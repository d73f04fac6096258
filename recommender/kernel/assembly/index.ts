export { addGram, gramParts, mirror, rotate, cholesky, solveFactored, updateTile } from './dense';
export { axpy, dot, score } from './simd';
export { solveExact, solveRows, solveRowsExact } from './rows';
