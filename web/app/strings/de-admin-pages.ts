export { deAdmin } from './de-admin.ts';
export { deInsight } from './de-insight.ts';
export { deModel } from './de-model.ts';
export { deQuality } from './de-quality.ts';
