import { data } from 'react-router';
import type { FormOutcome } from '#parts/form-outcome.ts';
import { ApiProblem } from './api.server.ts';

const SECRET = /password/i;

export const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

const shownValues = (form: FormData): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...form].filter(([name, value]) => !SECRET.test(name) && typeof value === 'string'),
  ) as Readonly<Record<string, string>>;

/** Statuses that are about what was filled in; all others are a page of their own. */
const ABOUT_INPUT = new Set([400, 401, 403, 404, 409, 413, 422, 429]);

/**
 * Runs what a form asks for. A refusal goes back to the form with its status and what was filled in.
 * @param sessionEnds whether a 401 means that the session has ended, rather than a wrong password.
 */
export async function attempt<Done>(
  form: FormData,
  run: () => Promise<Done>,
  { sessionEnds = false }: { readonly sessionEnds?: boolean } = {},
): Promise<Done | ReturnType<typeof data<FormOutcome>>> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ApiProblem) || !ABOUT_INPUT.has(error.status)) throw error;
    const ended = error.problem.code === 'unauthenticated' || error.problem.code === 'invalid-token';
    if (error.status === 401 && (sessionEnds || ended)) throw error;
    const { code, errors } = error.problem;
    const outcome: FormOutcome = {
      ok: false,
      code,
      intent: textOf(form, 'intent'),
      values: shownValues(form),
      ...(errors ? { errors } : {}),
      ...(error.retryAfter ? { retryAfter: error.retryAfter } : {}),
    };
    return data(outcome, { status: error.status });
  }
}
