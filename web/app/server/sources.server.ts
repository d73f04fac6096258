import type { Sources } from '@marquee/contract/sources';
import type { Api } from './api.server.ts';

const KEPT_MS = 60_000;
/** A page does not wait longer for what stands in its footer, but once. */
const PATIENCE_MS = 300;
const FIRST_PATIENCE_MS = 2_000;

let asked: { readonly sources: Promise<Sources | null>; readonly until: number } | undefined;
let last: Sources | null = null;

/** Where films and ratings come from, as last known: asked once a minute, and never in the way of a page. Null: unknown. */
export async function sourcesOf(api: Api): Promise<Sources | null> {
  if (asked === undefined || Date.now() > asked.until) {
    const sources = api.get<Sources>('/v1/sources').then(
      (found) => (last = found),
      () => {
        asked = undefined;
        return last;
      },
    );
    asked = { sources, until: Date.now() + KEPT_MS };
  }
  const patience = last === null ? FIRST_PATIENCE_MS : PATIENCE_MS;
  const enough = new Promise<Sources | null>((done) => void setTimeout(() => done(last), patience).unref());
  return await Promise.race([asked.sources, enough]);
}
