export { enAccount } from './en-account.ts';
export { enDesign } from './en-design.ts';
export { enMap } from './en-map.ts';
