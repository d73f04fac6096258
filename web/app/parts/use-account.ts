import { useRouteLoaderData } from 'react-router';
import type { loader } from '../root.tsx';

/** Who is logged in, or null. */
export function useAccount(): { readonly name: string; readonly role: 'user' | 'admin' } | null {
  return useRouteLoaderData<typeof loader>('root')?.account ?? null;
}
