import { index, route } from '@react-router/dev/routes';
import type { RouteConfig } from '@react-router/dev/routes';

export default [
  index('routes/home.tsx'),
  route('search', 'routes/search.tsx'),
  route('suggest', 'routes/suggest.ts'),
  route('movies/:movieId', 'routes/movie.tsx'),
  route('movies/:movieId/poster.svg', 'routes/poster.ts'),
  route('actions/taste', 'routes/taste.ts'),
  route('people/:name', 'routes/person.tsx'),
  route('actions/rate', 'routes/rate.ts'),
  route('actions/settings', 'routes/settings.ts'),
  route('actions/events', 'routes/events.ts'),
  route('design', 'routes/design.tsx'),
  route('sitemap.xml', 'routes/sitemap.ts'),
  route('robots.txt', 'routes/robots.ts'),
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig;
