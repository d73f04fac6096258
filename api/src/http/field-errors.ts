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

/** What a value must be, by zod's name of its type. */
const TYPES: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function sentence(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    // An issue holds no input unless zod is told to give away what people sent.
    if (issue.message.endsWith('received undefined')) return 'is missing';
    const type = TYPES[issue.expected];
    if (type !== undefined) return `must be ${type}`;
  }
  if (issue.code === 'invalid_value') return `must be one of: ${issue.values.map(String).join(', ')}`;
  return issue.message;
}
