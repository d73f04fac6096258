export { enAdmin } from './en-admin.ts';
export { enInsight } from './en-insight.ts';
export { enModel } from './en-model.ts';
export { enQuality } from './en-quality.ts';
