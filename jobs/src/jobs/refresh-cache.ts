import type { JobPayload } from '@marquee/contract/jobs';
import type { JobContext } from '#job-context';
import { done, nothingToDo } from '#outcome';
import type { Outcome } from '#outcome';

export async function refreshCache(context: JobContext, { activeDays }: JobPayload<'refresh-cache'>): Promise<Outcome> {
  const people = await context.database.users.activeSince(new Date(Date.now() - activeDays * 86_400_000));
  if (people.length === 0) return nothingToDo(`Nobody was here in the last ${activeDays} days.`);
  return done({ people: people.length });
}
