import type { Translator } from '#strings/use-strings.ts';
import { ERAS } from './choices.ts';

interface Era {
  readonly from: number;
  readonly to: number;
}

/** The chosen spans as the API takes them. */
export const erasOf = (ids: readonly string[]): Era[] =>
  ERAS.filter(({ id }) => ids.includes(id)).map(({ from, to }) => ({ from, to }));

const FIRST_FILMS = 1900;
const FAR = 2090;

export function eraName(t: Translator, { from, to }: Era): string {
  if (from < FIRST_FILMS) return t('preferences.before', { year: to + 1 });
  return to > FAR ? t('preferences.since', { year: from }) : `${from}–${to}`;
}
