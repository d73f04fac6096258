/** Words that name a genre, as people say them. */
export const GENRE_WORDS: Readonly<Record<string, string>> = {
  action: 'Action', adventure: 'Adventure', adventures: 'Adventure', animation: 'Animation', animated: 'Animation',
  anime: 'Animation', cartoon: 'Animation', children: 'Children', comedy: 'Comedy', comedies: 'Comedy', funny: 'Comedy',
  crime: 'Crime', gangster: 'Crime', documentary: 'Documentary', documentaries: 'Documentary', doc: 'Documentary',
  drama: 'Drama', dramas: 'Drama', fantasy: 'Fantasy', noir: 'Film-Noir', horror: 'Horror', slasher: 'Horror',
  scary: 'Horror', imax: 'IMAX', musical: 'Musical', musicals: 'Musical', mystery: 'Mystery', whodunit: 'Mystery',
  romance: 'Romance', romantic: 'Romance', romcom: 'Romance', scifi: 'Sci-Fi', sci: 'Sci-Fi', thriller: 'Thriller',
  thrillers: 'Thriller', western: 'Western', westerns: 'Western',
}; // prettier-ignore

export interface Origin {
  /** ISO 639-1 */
  readonly language?: string;
  /** ISO 3166-1 alpha-2 */
  readonly countries: readonly string[];
}

/** Words that name where a film is from: "french" is the language or the country. */
export const ORIGIN_WORDS: Readonly<Record<string, Origin>> = {
  american: { countries: ['US'] }, argentinian: { language: 'es', countries: ['AR'] },
  australian: { countries: ['AU'] }, austrian: { language: 'de', countries: ['AT'] },
  belgian: { countries: ['BE'] }, bollywood: { language: 'hi', countries: ['IN'] },
  brazilian: { language: 'pt', countries: ['BR'] }, british: { countries: ['GB'] }, canadian: { countries: ['CA'] },
  cantonese: { language: 'zh', countries: ['HK'] }, chinese: { language: 'zh', countries: ['CN', 'HK', 'TW'] },
  czech: { language: 'cs', countries: ['CZ', 'CS'] }, danish: { language: 'da', countries: ['DK'] },
  dutch: { language: 'nl', countries: ['NL'] }, english: { language: 'en', countries: ['GB'] },
  finnish: { language: 'fi', countries: ['FI'] }, french: { language: 'fr', countries: ['FR'] },
  german: { language: 'de', countries: ['DE'] }, greek: { language: 'el', countries: ['GR'] },
  hindi: { language: 'hi', countries: ['IN'] }, hungarian: { language: 'hu', countries: ['HU'] },
  icelandic: { language: 'is', countries: ['IS'] }, indian: { language: 'hi', countries: ['IN'] },
  iranian: { language: 'fa', countries: ['IR'] }, irish: { countries: ['IE'] },
  israeli: { language: 'he', countries: ['IL'] }, italian: { language: 'it', countries: ['IT'] },
  japanese: { language: 'ja', countries: ['JP'] }, korean: { language: 'ko', countries: ['KR'] },
  mexican: { language: 'es', countries: ['MX'] }, norwegian: { language: 'no', countries: ['NO'] },
  persian: { language: 'fa', countries: ['IR'] }, polish: { language: 'pl', countries: ['PL'] },
  portuguese: { language: 'pt', countries: ['PT', 'BR'] }, romanian: { language: 'ro', countries: ['RO'] },
  russian: { language: 'ru', countries: ['RU', 'SU'] }, scottish: { countries: ['GB'] },
  soviet: { language: 'ru', countries: ['SU', 'RU'] }, spanish: { language: 'es', countries: ['ES', 'MX', 'AR'] },
  swedish: { language: 'sv', countries: ['SE'] }, swiss: { countries: ['CH'] },
  taiwanese: { language: 'zh', countries: ['TW'] }, thai: { language: 'th', countries: ['TH'] },
  turkish: { language: 'tr', countries: ['TR'] }, vietnamese: { language: 'vi', countries: ['VN'] },
}; // prettier-ignore

const CENTURY_DECADES = [
  'twenties',
  'thirties',
  'forties',
  'fifties',
  'sixties',
  'seventies',
  'eighties',
  'nineties',
];

/** Turns "90s", "1990s", "nineties" into 1990, "2000s" into 2000, "20s" into 1920; undefined for anything else. */
export function decadeOf(word: string): number | undefined {
  const named = CENTURY_DECADES.indexOf(word);
  if (named >= 0) return 1920 + named * 10;
  const short = /^([0-9]0)s$/.exec(word)?.[1];
  if (short !== undefined) return Number(short) < 20 ? 2000 + Number(short) : 1900 + Number(short);
  const long = /^((?:18|19|20)\d0)s$/.exec(word)?.[1];
  return long === undefined ? undefined : Number(long);
}
