import type { JobPayload } from '@marquee/contract/jobs';
import type { JobContext } from '#job-context';
import { PermanentFailure } from '#outcome';
import type { Outcome } from '#outcome';

export async function evaluate(_context: JobContext, _payload: JobPayload<'evaluate'>): Promise<Outcome> {
  throw new PermanentFailure('not yet');
}
