import { number } from '#parts/names.ts';
import type { Translator } from '#strings/use-strings.ts';

/** 3_400_000 → "3.4 MB", 683_700_000 → "684 MB", 2_100_000_000 → "2.1 GB". */
export function sizeText(t: Translator, bytes: number): string {
  const [size, unit] = bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${number(t, size, size > 0 && size < 100 ? 1 : 0)}\u00a0${unit}`;
}
