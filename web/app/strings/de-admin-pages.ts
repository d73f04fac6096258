export { deAdmin } from './de-admin.ts';
export { deInsight } from './de-insight.ts';
export { deQuality } from './de-quality.ts';
