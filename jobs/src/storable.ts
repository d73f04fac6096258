/**
 * Turns `a\0b` into `a�b` in every string of a value that JSON can hold: Postgres takes no zero byte, and what is told of a
 * file that is no text may have some.
 */
export function storable<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? part.replaceAll('\0', '\u{fffd}') : part,
  ) as Value;
}
