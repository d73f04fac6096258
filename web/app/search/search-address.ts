/** What the address of a search page says; everything else on the page follows from it. */
export const FILTERS = [
  'genres',
  'yearFrom',
  'yearTo',
  'minRating',
  'language',
  'runtimeMax',
  'person',
] as const;
export type FilterName = (typeof FILTERS)[number];
export const KEPT = ['q', 'mode', 'sort', 'taste', 'hideSeen', ...FILTERS] as const;

export const genresOf = (params: URLSearchParams): readonly string[] =>
  params
    .getAll('genres')
    .flatMap((value) => value.split(','))
    .filter((genre) => genre !== '');

/** The address with changes; null takes a parameter away. A change always leads to the first page. */
export function searchAddress(
  params: URLSearchParams,
  changes: Readonly<Record<string, string | null>>,
): string {
  const next = new URLSearchParams();
  for (const name of KEPT) {
    const value = name === 'genres' ? genresOf(params).join(',') : params.get(name);
    if (value) next.set(name, value);
  }
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text === '' ? '/search' : `/search?${text}`;
}

/** Adds a genre, or takes it away. */
export function toggleGenre(params: URLSearchParams, genre: string): string {
  const genres = genresOf(params);
  const next = genres.includes(genre) ? genres.filter((other) => other !== genre) : [...genres, genre];
  return searchAddress(params, { genres: next.join(',') });
}

export const isDecade = (params: URLSearchParams, decade: string): boolean =>
  params.get('yearFrom') === decade && params.get('yearTo') === String(Number(decade) + 9);

/** The filters that are on, each with the address without it. */
export interface ActiveFilter {
  readonly name: FilterName | 'years';
  readonly value: string;
  readonly without: string;
}

export function activeFilters(params: URLSearchParams): readonly ActiveFilter[] {
  const active: ActiveFilter[] = genresOf(params).map((genre) => ({
    name: 'genres',
    value: genre,
    without: toggleGenre(params, genre),
  }));
  const [from, to] = [params.get('yearFrom'), params.get('yearTo')];
  if (from || to) {
    active.push({
      name: 'years',
      value: `${from ?? ''}–${to ?? ''}`,
      without: searchAddress(params, { yearFrom: null, yearTo: null }),
    });
  }
  for (const name of ['minRating', 'language', 'runtimeMax', 'person'] as const) {
    const value = params.get(name);
    if (value) active.push({ name, value, without: searchAddress(params, { [name]: null }) });
  }
  return active;
}
