import type { Route } from './+types/robots.ts';
import { visitOf } from '#server/visit.server.ts';

const PRIVATE = [
  '/actions/',
  '/admin',
  '/hidden',
  '/preferences',
  '/profile',
  '/ratings',
  '/recommendations',
  '/suggest',
  '/welcome',
];

export function loader({ context }: Route.LoaderArgs): Response {
  const lines = [
    'User-agent: *',
    ...PRIVATE.map((path) => `Disallow: ${path}`),
    `Sitemap: ${visitOf({ context }).publicUrl}/sitemap.xml`,
  ];
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
  });
}
