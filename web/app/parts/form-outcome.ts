import type { FieldError } from '@marquee/contract/problem';

/** What a form is told when it could not be done, or that it was. */
export interface FormOutcome {
  readonly ok: boolean;
  readonly intent?: string;
  readonly code?: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfter?: string;
  /** What was filled in, without passwords. */
  readonly values?: Readonly<Record<string, string>>;
}
