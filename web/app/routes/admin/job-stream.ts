import type { Route } from './+types/job-stream.ts';
import { admins } from '#server/visit.server.ts';

/** Progress of all jobs, passed on from the API as long as the browser listens. */
export const loader = admins(async ({ request }: Route.LoaderArgs, { api }) => {
  const lastId = request.headers.get('last-event-id');
  const answer = await api.call('GET', '/v1/admin/jobs/stream', {
    signal: request.signal,
    headers: { accept: 'text/event-stream', ...(lastId ? { 'last-event-id': lastId } : {}) },
  });
  return new Response(answer.body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    },
  });
});
