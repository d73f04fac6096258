/** Spans of years that people think in. */
export const ERAS = [
  { id: 'early', from: 1870, to: 1949 },
  { id: 'fifties', from: 1950, to: 1969 },
  { id: 'seventies', from: 1970, to: 1979 },
  { id: 'eighties', from: 1980, to: 1989 },
  { id: 'nineties', from: 1990, to: 1999 },
  { id: 'noughties', from: 2000, to: 2009 },
  { id: 'tens', from: 2010, to: 2019 },
  { id: 'now', from: 2020, to: 2100 },
] as const;

export const LANGUAGES = [
  'en',
  'fr',
  'de',
  'es',
  'it',
  'ja',
  'ko',
  'zh',
  'hi',
  'sv',
  'da',
  'ru',
  'pt',
  'fa',
  'pl',
] as const;
