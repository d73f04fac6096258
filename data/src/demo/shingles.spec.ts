import { describe, expect, it } from 'vitest';
import { alike } from '#demo/shingles';

const KEEPER = 'A keeper alone on a lighthouse counts ships, until one of them signals to him by name.';
const SINGER = 'In a village without music a child finds an old radio and hears a singer from the city.';

describe('alike', () => {
  it('finds a text that was taken over with small changes', () => {
    const copy = 'A keeper alone on a lighthouse counts ships, until one of them answers with his own voice.';
    expect(alike([SINGER, KEEPER, copy])).toEqual([[1, 2]]);
  });

  it('leaves texts of their own alone', () => {
    expect(alike([SINGER, KEEPER])).toEqual([]);
  });
});
