import type { Route } from './+types/export.ts';
import { personal } from '#server/visit.server.ts';

/** Everything that is kept of a person, as the API gives it. */
export const loader = personal(async ({ request }: Route.LoaderArgs, { api }) => {
  const format = new URL(request.url).searchParams.get('format') === 'csv' ? 'csv' : 'json';
  const answer = await api.call('GET', '/v1/me/export', { query: { format } });
  return new Response(answer.body, {
    headers: {
      'Content-Type': answer.headers.get('content-type') ?? 'application/octet-stream',
      'Content-Disposition': `attachment; filename="marquee.${format}"`,
      'Cache-Control': 'no-store',
    },
  });
});
