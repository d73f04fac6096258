import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { Links, Outlet, ScrollRestoration, useRouteLoaderData } from 'react-router';
import latin from '@fontsource-variable/archivo/files/archivo-latin-wght-normal.woff2?url';
import serif from '@fontsource/instrument-serif/files/instrument-serif-latin-400-normal.woff2?url';
import type { Route } from './+types/root.ts';
import { ErrorPage } from '#parts/error-page.tsx';
import { EventTracker } from '#parts/event-tracker.tsx';
import { Footer } from '#parts/footer.tsx';
import { LateScripts } from '#parts/late-scripts.tsx';
import { Navigation } from '#parts/navigation.tsx';
import { Offline } from '#parts/offline.tsx';
import { RateDialogProvider } from '#parts/rate-dialog.tsx';
import { AnnouncerProvider } from '#parts/announcer.tsx';
import { sourcesOf } from '#server/sources.server.ts';
import { visitOf } from '#server/visit.server.ts';
import { documentLocale, loadStrings } from '#strings/parts.ts';
import { LocaleContext, useStrings } from '#strings/use-strings.ts';
import styles from './styles/all.css?url';
import wide from './styles/wide.css?url';

export const links: Route.LinksFunction = () => [
  { rel: 'preload', href: latin, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
  { rel: 'preload', href: serif, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
];

/** How long to wait, when something is away. */
export const headers: Route.HeadersFunction = ({ errorHeaders }) => errorHeaders ?? new Headers();

/** A page comes with its sentences. */
export const clientMiddleware: Route.ClientMiddlewareFunction[] = [
  async ({ request }, next) => {
    await loadStrings(new URL(request.url).pathname);
    return await next();
  },
];

export async function loader({ request, context }: Route.LoaderArgs) {
  const { api, account, locale, theme, nonce, publicUrl } = visitOf({ context });
  const { pathname, searchParams } = new URL(request.url);
  return {
    account,
    locale,
    theme,
    nonce,
    publicUrl,
    path: pathname,
    q: searchParams.get('q') ?? '',
    sources: await sourcesOf(api),
  };
}

export type RootData = Awaited<ReturnType<typeof loader>>;

/** The whole document on the server; in the browser what is in it, as the head and the scripts are there already. */
export function Layout({ children }: { readonly children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root');
  const locale = import.meta.env.SSR ? (root?.locale ?? 'en') : documentLocale;
  const theme = root?.theme;
  const nonce = root?.nonce;
  useEffect(() => {
    // Where the server did not answer, it stays.
    if (theme !== undefined) document.documentElement.dataset.theme = theme;
  }, [theme]);
  const page = (
    <div className="app">
      <LocaleContext value={locale}>
        <AnnouncerProvider>
          <RateDialogProvider>
            <Frame>{children}</Frame>
            <Offline />
          </RateDialogProvider>
        </AnnouncerProvider>
      </LocaleContext>
      {!import.meta.env.SSR && <Restoration />}
    </div>
  );
  if (!import.meta.env.SSR) return page;
  return (
    <html lang={locale} data-theme={theme ?? 'auto'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f8f4ec" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#12100f" />
        <link rel="stylesheet" href={styles} precedence="default" />
        <Links />
        <noscript>
          <link rel="stylesheet" href={wide} />
        </noscript>
      </head>
      <body>
        {page}
        <ScrollRestoration nonce={nonce} />
        <LateScripts nonce={nonce} />
      </body>
    </html>
  );
}

/** Comes back to where one was, without the script that does so while a document loads. */
function Restoration() {
  ScrollRestoration({});
  return null;
}

function Frame({ children }: { readonly children: ReactNode }) {
  const t = useStrings();
  // For tests: scripts run now.
  useEffect(() => {
    document.documentElement.dataset.ready = 'true';
  }, []);
  return (
    <>
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <Navigation />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </>
  );
}

export default function Root({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <Outlet />
      {loaderData.account && <EventTracker />}
    </>
  );
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}
