import { describe, expect, it } from 'vitest';
import { posterMarkup } from './poster.ts';
import type { PosterFacts } from './poster.ts';
import { FACES, typeset } from './typeset.ts';

const aFilm = (changes: Partial<PosterFacts> = {}): PosterFacts => ({
  title: 'The Long Night',
  year: 1974,
  genres: ['Drama'],
  moods: ['melancholy'],
  directors: ['Ada Marsh'],
  ...changes,
});

describe('posterMarkup', () => {
  it('draws the same film the same way', () => {
    expect(posterMarkup(aFilm())).toBe(posterMarkup(aFilm()));
  });

  it('draws different films differently', () => {
    const drawn = new Set(Array.from({ length: 40 }, (_, n) => posterMarkup(aFilm({ title: `Film ${n}` }))));
    expect(drawn.size).toBe(40);
  });

  it('escapes what comes from outside', () => {
    const markup = posterMarkup(aFilm({ title: '<script>alert("x")</script>', directors: ['<b>&</b>'] }));
    expect(markup.toLowerCase()).not.toContain('<script');
    expect(markup).not.toContain('<b>');
    expect(markup.toLowerCase()).toContain('&lt;');
  });

  it.each([
    ['one letter', 'M'],
    ['a word without end', 'Pneumonoultramicroscopicsilicovolcanoconiosis'],
    ['a sentence', 'Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb'],
    ['another script', '千と千尋の神隠し'],
    ['nothing but a space', ' '],
  ])('sets %s within the sheet', (_, title) => {
    for (const year of [null, 1930, 1960, 1980, 2000, 2020]) {
      const markup = posterMarkup(aFilm({ title, year }));
      const ys = [...markup.matchAll(/<text x="[^"]*" y="([^"]*)"/g)].map((match) => Number(match[1]));
      expect(ys.every((y) => y > 0 && y <= 360)).toBe(true);
      expect(markup).not.toContain('NaN');
      expect(markup).not.toContain('Infinity');
    }
  });
});

describe('typeset', () => {
  it('fits every face into its measure', () => {
    const measure = { width: 204, height: 148 };
    for (const face of Object.values(FACES)) {
      const lines = typeset('Everything You Always Wanted to Know About Sex', face, measure);
      expect(Math.max(...lines.map((line) => line.width))).toBeLessThanOrEqual(measure.width + 0.01);
      const height = lines.reduce((sum, line) => sum + line.size * face.leading, 0);
      expect(height).toBeLessThanOrEqual(measure.height + 0.01);
    }
  });

  it('keeps every word', () => {
    const lines = typeset('The Good, the Bad and the Ugly', FACES.serif, { width: 204, height: 148 });
    expect(lines.map((line) => line.text).join(' ')).toBe('The Good, the Bad and the Ugly');
  });
});
