import { storableText } from '@marquee/data/storable-text';

/** Turns every string of a value that JSON can hold into one that Postgres takes. */
export function storable<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? storableText(part) : part,
  ) as Value;
}
