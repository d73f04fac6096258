import type { estypes } from '@elastic/elasticsearch';
import { ProblemError } from '@marquee/contract/problem';

const BUSY = [429, 502, 503, 504];

/** Why one search of several in a request has no answer, as the error to raise. */
export function refusal({ error, status = 500 }: estypes.ErrorResponseBase): Error {
  if (status === 404) {
    return new ProblemError(
      'search-unavailable',
      'The films have not been indexed yet; try again in a minute.',
    );
  }
  if (BUSY.includes(status)) return new ProblemError('search-unavailable', 'Try again in a few seconds.');
  return new Error(`Elasticsearch refused a search (${String(status)}): ${error.reason ?? error.type}`);
}
