const NAME = /^[\w-]{1,100}\.(?:jpg|jpeg|png|webp)$/;

/**
 * The file name of a poster at TMDB, of what is stored with a film: `/a1b2.jpg` or
 * `https://image.tmdb.org/t/p/w500/a1b2.jpg` → `a1b2.jpg`; null for anything else, which is never asked for.
 */
export function posterName(stored: string | null): string | null {
  if (stored === null) return null;
  const path = stored.replace(/^https:\/\/image\.tmdb\.org\/t\/p\/[a-z0-9]+(?=\/)/, '');
  const name = path.startsWith('/') ? path.slice(1) : '';
  return NAME.test(name) ? name : null;
}
