import type { Route } from './+types/map-data.ts';
import { passOn } from '#server/pass-on.server.ts';
import { guarded } from '#server/visit.server.ts';

/** The whole taste map, for the canvas. */
export const loader = guarded(
  async ({ request }: Route.LoaderArgs, { api }) =>
    await passOn(request, await api.call('GET', '/v1/map', {})),
);
