import { NavLink, Outlet } from 'react-router';
import type { Route } from './+types/layout.ts';
import { admins } from '#server/visit.server.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import { Head } from '#parts/head.tsx';

export const loader = admins(async (_: Route.LoaderArgs) => null);

const PAGES = [
  ['/admin', 'admin.overview'],
  ['/admin/jobs', 'admin.jobs'],
  ['/admin/models', 'admin.models'],
  ['/admin/experiments', 'admin.experiments'],
  ['/admin/data', 'admin.data'],
  ['/admin/caches', 'admin.cachesPage'],
  ['/admin/search', 'admin.search'],
  ['/admin/people', 'admin.people'],
  ['/admin/schedules', 'admin.schedules'],
] as const satisfies readonly (readonly [string, StringKey])[];

export default function AdminLayout() {
  const t = useStrings();
  return (
    <div className="admin" data-eager>
      <Head>
        <meta name="robots" content="noindex" />
      </Head>
      <nav aria-label={t('admin.nav')}>
        <ul role="list">
          {PAGES.map(([path, key]) => (
            <li key={path}>
              <NavLink to={path} end={path === '/admin'}>
                {t(key)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <Outlet />
    </div>
  );
}
