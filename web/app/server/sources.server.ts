import type { Sources } from '@marquee/contract/sources';
import type { Api } from './api.server.ts';

const KEPT_MS = 60_000;
/** A page does not wait longer for what stands in its footer. */
const PATIENCE_MS = 300;
const UNKNOWN: Sources = { tmdb: false, imdb: false, movielens: false, generatedRatings: false };

let kept: { readonly sources: Promise<Sources>; readonly until: number } | undefined;
let last = UNKNOWN;

/** Where films and ratings come from, as last known: asked once a minute, and never in the way of a page. */
export async function sourcesOf(api: Api): Promise<Sources> {
  if (kept === undefined || Date.now() > kept.until) {
    const sources = api.get<Sources>('/v1/sources').then(
      (found) => (last = found),
      () => last,
    );
    kept = { sources, until: Date.now() + KEPT_MS };
  }
  const patience = new Promise<Sources>((done) => void setTimeout(() => done(last), PATIENCE_MS).unref());
  return await Promise.race([kept.sources, patience]);
}
