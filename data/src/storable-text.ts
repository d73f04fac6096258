/**
 * Turns `a\0b`, and an `a😀b` that was cut in the middle of its second letter, into `a�b` and `a�`: Postgres takes neither a
 * zero byte nor half a letter in JSON, and what is told of a file that is no text may have both.
 */
export const storableText = (text: string): string => text.replaceAll('\0', '\u{fffd}').toWellFormed();
