import { ProblemError } from '@marquee/contract/problem';
import { z } from 'zod';

const schema = z.tuple([z.string(), z.union([z.string(), z.number()]), z.union([z.string(), z.number()])]);

/** Where a list goes on: the list's sort, and the sort key and id of the last item seen. */
export type Position = Readonly<z.infer<typeof schema>>;

export function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws ProblemError `invalid-cursor` for anything but a cursor of a list with this sort. */
export function decodeCursor(cursor: string, sort: string): Position {
  try {
    const position = schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (position[0] === sort) return position;
  } catch {
    // Falls through: a cursor that cannot be read and one of another list are the same mistake.
  }
  throw new ProblemError('invalid-cursor', 'Start again without a cursor.', {
    errors: [{ field: 'cursor', message: 'is not the nextCursor of a page of this list' }],
  });
}
