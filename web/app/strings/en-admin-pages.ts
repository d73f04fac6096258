export { enAdmin } from './en-admin.ts';
export { enInsight } from './en-insight.ts';
export { enQuality } from './en-quality.ts';
