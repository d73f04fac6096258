import { setTimeout as pause } from 'node:timers/promises';
import type { estypes } from '@elastic/elasticsearch';
import { asking } from '#elastic';
import type { Elastic } from '#elastic';

/** How long a cluster may take to ask the copy of a part whose node has gone, before it is asked again. */
const FAILOVER_MS = 250;

/** Several searches in one request, asked again when a part of an index was away. */
export async function askTogether(
  { client }: Elastic,
  request: estypes.MsearchRequest,
): Promise<estypes.MsearchResponseItem<unknown>[]> {
  const send = () => asking(() => client.msearch(request));
  const { responses } = await send();
  if (!responses.some(({ status }) => status === 503)) return responses;
  await pause(FAILOVER_MS);
  return (await send()).responses;
}
