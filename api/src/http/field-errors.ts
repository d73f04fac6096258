import type { FieldError } from '@marquee/contract/problem';
import type { ZodError } from 'zod';

type Issue = ZodError['issues'][number];

/**
 * Turns zod's issues into one entry a field: `[{code: 'unrecognized_keys', keys: ['colour'], path: []}]` into
 * `[{field: 'colour', message: 'is not known here'}]`.
 */
export function fieldErrors(error: ZodError): FieldError[] {
  return error.issues.flatMap(entries).slice(0, 50);
}

function entries(issue: Issue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: [...path, key].join('.'),
      message: 'is not known here; leave it out',
    }));
  }
  return [{ field: path.join('.') || 'body', message: sentence(issue) }];
}

function sentence(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is missing';
  if (issue.code === 'invalid_value') return `must be one of: ${issue.values.map(String).join(', ')}`;
  return issue.message;
}
