import type { Measured } from './figures.ts';
export const benchLoad = (..._: unknown[]): Promise<Measured> => Promise.resolve({ figures: [] });
