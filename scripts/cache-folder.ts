import { join } from 'node:path';
import { childEnvironment } from '@marquee/contract/environment';
import { ROOT } from './test/command.ts';

/** Where programs and models that were fetched are kept: the same for what runs on a data folder of its own as for `npm start`. */
export const CACHE = childEnvironment({}).MARQUEE_CACHE || join(ROOT, '.marquee');
