import type { Rating } from '@marquee/contract/taste';
import { redirect } from 'react-router';
import type { Route } from './+types/rate.ts';
import { sentOrTold } from '#parts/sent-or-told.ts';
import { ApiProblem } from '#server/api.server.ts';
import { ownPath } from '#server/own-path.ts';
import { personal, visitOf } from '#server/visit.server.ts';

export type RateOutcome =
  | { readonly ok: true; readonly movieId: number; readonly rating: number | null }
  | { readonly ok: false; readonly movieId: number; readonly code: string };

/** What the person gave the film before; for the dialog that a card opens. */
export const loader = personal(async ({ request }: Route.LoaderArgs, { api }): Promise<EarlierRating> => {
  const movieId = Number(new URL(request.url).searchParams.get('movieId'));
  try {
    const { rating } = await api.get<Rating>(`/v1/me/ratings/${movieId}`);
    return { movieId, rating };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return { movieId, rating: null };
    throw error;
  }
});

export interface EarlierRating {
  readonly movieId: number;
  readonly rating: number | null;
}

/** Not to know it is no reason to leave the page. */
export async function clientLoader({ serverLoader }: Route.ClientLoaderArgs): Promise<EarlierRating> {
  try {
    return await serverLoader();
  } catch (error) {
    if (error instanceof Response) throw error;
    return { movieId: 0, rating: null };
  }
}

/** Rates a film, or takes the rating back. Scripts get the outcome, a plain form goes back to its page. */
export const action = personal(async ({ request, context }: Route.ActionArgs) => {
  const form = await request.formData();
  const movieId = Number(form.get('movieId'));
  const text = form.has('remove') ? '' : String(form.get('rating') ?? '');
  const rating = text === '' ? null : Number(text);
  const { api } = visitOf({ context });
  const path = `/v1/me/ratings/${movieId}`;
  const back = ownPath(form.get('to'), `/movies/${movieId}`);
  // A form that was sent without a choice changes nothing.
  if (text === '' && !form.has('remove') && !form.has('scripted')) return redirect(back);
  try {
    await (rating === null ? api.send('DELETE', path) : api.send('PUT', path, { rating }));
  } catch (error) {
    if (!form.has('scripted') || !(error instanceof ApiProblem) || error.status === 401) throw error;
    return { ok: false, movieId, code: error.problem.code } satisfies RateOutcome;
  }
  return form.has('scripted') ? ({ ok: true, movieId, rating } satisfies RateOutcome) : redirect(back);
});

/** What fails is the page's to show. */
export const clientAction = (args: Route.ClientActionArgs) =>
  sentOrTold(args, (form): RateOutcome => ({
    ok: false,
    movieId: Number(form.get('movieId')),
    code: 'unreachable',
  }));
