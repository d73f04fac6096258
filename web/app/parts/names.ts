import type { StringKey } from '#strings/translate.ts';
import type { Translator } from '#strings/use-strings.ts';

/** Words for what the API names by code. */
export const genreName = (t: Translator, genre: string): string => t(`genre.${genre}` as StringKey);

const fallback = (name: () => string | undefined, code: string): string => {
  try {
    return name() ?? code;
  } catch {
    return code;
  }
};

export const languageName = (t: Translator, code: string): string =>
  fallback(() => new Intl.DisplayNames(t.locale, { type: 'language' }).of(code), code);
export const countryName = (t: Translator, code: string): string =>
  fallback(() => new Intl.DisplayNames(t.locale, { type: 'region' }).of(code), code);

export const number = (t: Translator, value: number, digits = 0): string =>
  new Intl.NumberFormat(t.locale, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(
    value,
  );
/** 0.125 → "13 %"; a dash for a share of nothing. */
export const percent = (t: Translator, share: number | null, digits = 0): string =>
  share === null ? '–' : `${number(t, 100 * share, digits)}\u00a0%`;
export const stars = (t: Translator, value: number): string => number(t, value, 1);

export const day = (t: Translator, iso: string): string =>
  new Intl.DateTimeFormat(t.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(iso));
export const moment = (t: Translator, iso: string): string =>
  new Intl.DateTimeFormat(t.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(
    new Date(iso),
  );

export const runtime = (t: Translator, minutes: number): string =>
  minutes < 60
    ? t('film.minutes', { minutes })
    : t('film.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
