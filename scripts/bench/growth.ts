import type { Measured } from './figures.ts';
export const benchGrowth = (_: unknown): Promise<Measured> => Promise.resolve({ figures: [] });
