/** Every page, by who may see it; FILM stands for the id of a film. */
export const GUEST_PAGES = [
  '/',
  '/search',
  '/search?q=day',
  '/search?q=zzqqxxyy&mode=text&genres=Horror',
  '/search?genres=Comedy&yearFrom=1990&yearTo=1999',
  '/movies/FILM',
  '/login',
  '/register',
  '/together',
  '/map',
  '/design',
  '/no-such-page',
] as const;

export const PERSON_PAGES = [
  '/',
  '/movies/FILM',
  '/recommendations',
  '/ratings',
  '/watchlist',
  '/preferences',
  '/hidden',
  '/profile',
  '/welcome',
  '/welcome?step=pairs',
] as const;

export const ADMIN_PAGES = [
  '/admin',
  '/admin/jobs',
  '/admin/models',
  '/admin/experiments',
  '/admin/caches',
  '/admin/data',
  '/admin/search',
  '/admin/people',
  '/admin/schedules',
] as const;

/** Lists whose things have a page each. */
export const ADMIN_LISTS = ['/admin/jobs', '/admin/models', '/admin/experiments'] as const;

/** "/search?q=day" → "search-q-day": a file name. */
export const nameOf = (path: string): string =>
  path.replaceAll(/[^\w]+/g, '-').replace(/^-|-$/g, '') || 'home';
