import { redirect } from 'react-router';
import type { Route } from './+types/settings.ts';
import { ownPath } from '#server/own-path.ts';
import { visitOf } from '#server/visit.server.ts';
import { isLocale } from '#strings/locale.ts';

/** Language and light or dark, kept in cookies. */
export async function action({ request, context }: Route.ActionArgs) {
  const form = await request.formData();
  const visit = visitOf({ context });
  const [language, theme] = [form.get('language'), form.get('theme')];
  if (isLocale(language)) visit.setCookie('marquee_language', language);
  if (theme === 'light' || theme === 'dark' || theme === 'auto') visit.setCookie('marquee_theme', theme);
  return redirect(ownPath(form.get('to')), 303);
}

export const loader = () => redirect('/');
