import type { SuggestResult } from '@marquee/contract/search';
import type { Route } from './+types/suggest.ts';
import { visitOf } from '#server/visit.server.ts';

/** Suggestions for the search box; when there are none to be had, the box goes on without. */
export async function loader({ request, context }: Route.LoaderArgs): Promise<Response> {
  const q = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 100);
  const none: SuggestResult = { items: [] };
  const found =
    q === ''
      ? none
      : await visitOf({ context })
          .api.get<SuggestResult>('/v1/suggest', { q })
          .catch(() => none);
  return Response.json(found, { headers: { 'Cache-Control': 'private, max-age=60' } });
}
