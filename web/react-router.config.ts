import type { Config } from '@react-router/dev/config';

/** A route is one file: what it does in the browser is too little to travel apart. */
export default { ssr: true, routeDiscovery: { mode: 'initial' }, splitRouteModules: false } satisfies Config;
