import type { SuggestResult } from '@marquee/contract/search';
import type { Route } from './+types/suggest.ts';
import { visitOf } from '#server/visit.server.ts';

/** Suggestions for the search box; while there are none to be had, the box is told and goes on without. */
export async function loader({ request, context }: Route.LoaderArgs): Promise<Response> {
  const q = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 100);
  const kept = { headers: { 'Cache-Control': 'private, max-age=60' } };
  if (q === '') return Response.json({ items: [] } satisfies SuggestResult, kept);
  try {
    return Response.json(await visitOf({ context }).api.get<SuggestResult>('/v1/suggest', { q }), kept);
  } catch {
    return Response.json({ title: 'away' }, { status: 503, headers: { 'Cache-Control': 'no-store' } });
  }
}
