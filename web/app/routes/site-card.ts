import type { Route } from './+types/site-card.ts';
import { cardPicture } from '#card/picture.server.ts';
import { visitOf } from '#server/visit.server.ts';
import { translator } from '#strings/use-strings.ts';

/** The picture that social networks show beside a link to a page that is not a film's. */
export async function loader({ context }: Route.LoaderArgs): Promise<Response> {
  const title = translator(visitOf({ context }).locale)('home.headline');
  const facts = { title, year: null, genres: ['Sci-Fi'], moods: [], directors: [] };
  return new Response(new Uint8Array(await cardPicture(facts, null)), {
    headers: { 'Content-Type': 'image/png', 'Cache-Control': 'public, max-age=86400' },
  });
}
