/**
 * The path to go to after a form, if it is one of ours: "/ratings?sort=title" stays, "//evil.example" and
 * "https://evil.example" become the fallback.
 */
export function ownPath(wanted: unknown, fallback = '/'): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || wanted.length > 2000) return fallback;
  // Browsers read a backslash as a slash and drop tabs and line ends.
  if (/[\\\u0000-\u001f\u007f]/.test(wanted)) return fallback;
  const base = 'http://marquee.invalid';
  if (!URL.canParse(wanted, base)) return fallback;
  const url = new URL(wanted, base);
  if (url.origin !== base || url.pathname.startsWith('//')) return fallback;
  return url.pathname + url.search + url.hash;
}
