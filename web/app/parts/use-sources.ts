import type { Sources } from '@marquee/contract/sources';
import { useRouteLoaderData } from 'react-router';
import type { loader } from '../root.tsx';

/** Where films and ratings come from; null while it is not known. */
export const useSources = (): Sources | null => useRouteLoaderData<typeof loader>('root')?.sources ?? null;
