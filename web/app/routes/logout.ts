import { redirect } from 'react-router';
import type { Route } from './+types/logout.ts';
import { visitOf } from '#server/visit.server.ts';

/** Ends the session here and, as far as the API can be asked, there; `everywhere` ends those of other devices too. */
export async function action({ request, context }: Route.ActionArgs) {
  const form = await request.formData();
  const visit = visitOf({ context });
  const everywhere = form.get('everywhere') === 'true';
  if (visit.refreshToken !== null) {
    const body = { refreshToken: visit.refreshToken, everywhere };
    await visit.api.send('POST', '/v1/auth/logout', body).catch(() => undefined);
  }
  visit.logOut();
  return redirect('/', 303);
}

export const loader = () => redirect('/');
