import { ProblemError } from '@marquee/contract/problem';

/** Whether an error says that Elasticsearch cannot answer at this moment; any other is ours. */
export const isSearchAway = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && error.code === 'search-unavailable';
