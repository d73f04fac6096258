export { deAccount } from './de-account.ts';
export { deDesign } from './de-design.ts';
export { deMap } from './de-map.ts';
