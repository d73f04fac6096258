import { eventsSchema } from '@marquee/contract/event';
import type { Route } from './+types/events.ts';
import { visitOf } from '#server/visit.server.ts';

const MOST_BYTES = 100_000;

/** What was seen and opened, passed on for persons; nobody waits for it. */
export async function action({ request, context }: Route.ActionArgs): Promise<Response> {
  const { api, account } = visitOf({ context });
  const text = await request.text();
  const nothing = new Response(null, { status: 204 });
  if (account === null || text.length > MOST_BYTES) return nothing;
  try {
    await api.send('POST', '/v1/events', eventsSchema.parse(JSON.parse(text)));
  } catch {
    // A lost impression is not worth an error in somebody's console.
  }
  return nothing;
}
