import type { JobPayload } from '@marquee/contract/jobs';
import type { JobContext } from '#job-context';
import { done, nothingToDo } from '#outcome';
import type { JobResult, Outcome } from '#outcome';

export async function refreshCache(context: JobContext, { activeDays }: JobPayload<'refresh-cache'>): Promise<Outcome> {
  const result = await refreshCaches(context, activeDays);
  return result === undefined ? nothingToDo(`Nobody was here in the last ${activeDays} days.`) : done(result);
}

export async function refreshCaches(context: JobContext, activeDays: number): Promise<JobResult | undefined> {
  const people = await context.database.users.activeSince(new Date(Date.now() - activeDays * 86_400_000));
  return people.length === 0 ? undefined : { people: people.length };
}
