import { describe, expect, it } from 'vitest';
import { copyValue } from '#copy/copy-in';

describe('copyValue', () => {
  it.each([
    [null, '\\N'],
    ['a\tb\nc\\d', 'a\\tb\\nc\\\\d'],
    ['nul\0', 'nul'],
    [7, '7'],
    [true, 'true'],
    [[], '{}'],
    [['a "b"', 'c,d', 'e\\f', 'NULL'], '{"a \\\\"b\\\\"","c,d","e\\\\\\\\f","NULL"}'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
  ])('%j', (value, wanted) => {
    expect(copyValue(value)).toBe(wanted);
  });
});
