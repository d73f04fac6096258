import { number } from '#parts/names.ts';
import type { Translator } from '#strings/use-strings.ts';

/** 3_400_000 → "3.4 MB", 2_100_000_000 → "2.1 GB". */
export const sizeText = (t: Translator, bytes: number): string =>
  bytes < 1e9 ? `${number(t, bytes / 1e6, 1)}\u00a0MB` : `${number(t, bytes / 1e9, 1)}\u00a0GB`;
