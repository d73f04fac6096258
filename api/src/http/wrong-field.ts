import { ProblemError } from '@marquee/contract/problem';

/** `invalid-input` that names one field. */
export const wrongField = (field: string, message: string): ProblemError =>
  new ProblemError('invalid-input', undefined, { errors: [{ field, message }] });
