import type { Role, Session } from '@marquee/contract/account';
import { createContext, data, redirect } from 'react-router';
import type { RouterContextProvider } from 'react-router';
import type { Locale } from '#strings/locale.ts';
import { ApiProblem } from './api.server.ts';
import type { Api } from './api.server.ts';

export type Theme = 'auto' | 'light' | 'dark';

/** One request: who asks, in which language, and how to ask the API for them. */
export interface Visit {
  readonly api: Api;
  readonly account: { readonly name: string; readonly role: Role } | null;
  readonly locale: Locale;
  readonly theme: Theme;
  readonly nonce: string;
  readonly publicUrl: string;
  readonly refreshToken: string | null;
  logIn(session: Session): void;
  logOut(): void;
  setCookie(name: string, value: string): void;
}

export const visitContext = createContext<Visit>();
export interface Args {
  readonly request: Request;
  readonly context: Readonly<RouterContextProvider>;
}
export const visitOf = ({ context }: Pick<Args, 'context'>): Visit => context.get(visitContext);

/** What an error page is told. */
export interface Failure {
  readonly code: string;
  readonly detail?: string;
  readonly retryAfter?: string;
}

/** The page at an address; what only scripts ask for is none. */
const pageOf = ({ pathname, search }: URL): string =>
  pathname.startsWith('/actions/') ? '/' : pathname.replace(/\.data$/, '') + search;

/** Turns a problem of the API into an answer with its status, or into the way to the log-in page. */
export function answerOf(problem: ApiProblem, request: Request): Response | ReturnType<typeof data<Failure>> {
  const url = new URL(request.url);
  if (problem.status === 401) {
    const to = request.method === 'GET' ? pageOf(url) : '/';
    return redirect(`/login?to=${encodeURIComponent(to)}`);
  }
  const { code, detail } = problem.problem;
  return data<Failure>(
    {
      code,
      ...(detail ? { detail } : {}),
      ...(problem.retryAfter ? { retryAfter: problem.retryAfter } : {}),
    },
    { status: problem.status, headers: problem.retryAfter ? { 'Retry-After': problem.retryAfter } : {} },
  );
}

/** A loader or action whose problems with the API become error pages. */
export function guarded<Given extends Args, Answer>(run: (args: Given, visit: Visit) => Promise<Answer>) {
  return async (args: Given): Promise<Answer> => {
    try {
      return await run(args, visitOf(args));
    } catch (error) {
      if (error instanceof ApiProblem) throw answerOf(error, args.request);
      throw error;
    }
  };
}

/** As {@link guarded}, for persons who are logged in; others are sent to log in and come back. */
export function personal<Given extends Args, Answer>(run: (args: Given, visit: Visit) => Promise<Answer>) {
  return guarded<Given, Answer>(async (args, visit) => {
    if (visit.account === null)
      throw answerOf(new ApiProblem(401, { code: 'unauthenticated', title: '' }), args.request);
    return await run(args, visit);
  });
}

/** As {@link personal}, for admins only. */
export function admins<Given extends Args, Answer>(run: (args: Given, visit: Visit) => Promise<Answer>) {
  return personal<Given, Answer>(async (args, visit) => {
    if (visit.account?.role !== 'admin') throw data<Failure>({ code: 'forbidden' }, { status: 403 });
    return await run(args, visit);
  });
}
