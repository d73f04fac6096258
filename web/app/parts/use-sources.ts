import type { Sources } from '@marquee/contract/sources';
import { useRouteLoaderData } from 'react-router';
import type { loader } from '../root.tsx';

/** Where films and ratings come from. */
export const useSources = (): Sources | undefined => useRouteLoaderData<typeof loader>('root')?.sources;
