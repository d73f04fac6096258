import type { JobName } from '@marquee/contract/jobs';
import type { Handler } from '#job-context';
import { checkLinks } from '#jobs/check-links';
import { embed } from '#jobs/embed';
import { enrich } from '#jobs/enrich';
import { evaluate } from '#jobs/evaluate';
import { importMovies } from '#jobs/import';
import { index } from '#jobs/index';
import { map } from '#jobs/map';
import { purge } from '#jobs/purge';
import { refreshCache } from '#jobs/refresh-cache';
import { train } from '#jobs/train';

/** Who does what; a job of the contract without a handler does not compile. */
export const HANDLERS: { readonly [Name in JobName]: Handler<Name> } = {
  import: importMovies,
  'check-links': checkLinks,
  enrich,
  embed,
  index,
  map,
  train,
  evaluate,
  'refresh-cache': refreshCache,
  purge,
};
