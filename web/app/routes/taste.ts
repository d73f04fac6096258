import type { Hidden } from '@marquee/contract/taste';
import { redirect } from 'react-router';
import type { Route } from './+types/taste.ts';
import { sentOrTold } from '#parts/sent-or-told.ts';
import { ApiProblem } from '#server/api.server.ts';
import type { Api } from '#server/api.server.ts';
import { ownPath } from '#server/own-path.ts';
import { personal } from '#server/visit.server.ts';

export interface TasteOutcome {
  readonly ok: boolean;
  readonly intent: string;
  readonly hiddenId?: string;
  readonly code?: string;
}

/** Not interested, watchlist, struck-out reasons: each a button of a form, each undone by another. */
export const action = personal(async ({ request }: Route.ActionArgs, { api }) => {
  const form = await request.formData();
  const intent = String(form.get('intent'));
  const back = ownPath(form.get('to'));
  try {
    const done = await change(api, intent, form);
    if (!form.has('scripted')) return redirect(back);
    return { ok: true, intent, ...(done ? { hiddenId: done.id } : {}) } satisfies TasteOutcome;
  } catch (error) {
    if (!form.has('scripted') || !(error instanceof ApiProblem) || error.status === 401) throw error;
    return { ok: false, intent, code: error.problem.code } satisfies TasteOutcome;
  }
});

async function change(api: Api, intent: string, form: FormData): Promise<Hidden | null> {
  const movieId = Number(form.get('movieId'));
  const text = (name: string): string => String(form.get(name) ?? '');
  if (intent === 'hide')
    return await api.send<Hidden>('POST', '/v1/me/hidden', { scope: 'movie', value: movieId });
  if (intent === 'hide-person' || intent === 'hide-genre') {
    const scope = intent.slice('hide-'.length);
    return await api.send<Hidden>('POST', '/v1/me/hidden', { scope, value: text('value') });
  }
  if (intent === 'unhide') await api.send('DELETE', `/v1/me/hidden/${encodeURIComponent(text('hiddenId'))}`);
  if (intent === 'watch') await api.send('PUT', `/v1/me/watchlist/${movieId}`);
  if (intent === 'unwatch') await api.send('DELETE', `/v1/me/watchlist/${movieId}`);
  if (intent === 'strike') await api.send('DELETE', `/v1/me/reasons/${movieId}`);
  if (intent === 'unstrike') await api.send('PUT', `/v1/me/reasons/${movieId}`);
  return null;
}

/** What fails is the page's to show. */
export const clientAction = (args: Route.ClientActionArgs) =>
  sentOrTold(args, (form): TasteOutcome => ({
    ok: false,
    intent: String(form.get('intent')),
    code: 'unreachable',
  }));
