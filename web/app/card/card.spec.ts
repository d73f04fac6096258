import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { CARD, cardMarkup } from '#poster/card.ts';
import type { PosterFacts } from '#poster/poster.ts';
import { cardPicture } from './picture.server.ts';
import { unpackWoff } from './sfnt.ts';

const aFilm = (changes: Partial<PosterFacts> = {}): PosterFacts => ({
  title: 'The Long Night',
  year: 1974,
  genres: ['Drama'],
  moods: ['melancholy'],
  directors: ['Ada Marsh'],
  ...changes,
});
const serif = (): Buffer =>
  readFileSync(
    createRequire(import.meta.url).resolve(
      '@fontsource/instrument-serif/files/instrument-serif-latin-400-normal.woff',
    ),
  );

describe('a card for social networks', () => {
  it('is a PNG of the size that they ask for', async () => {
    const picture = await cardPicture(aFilm(), null);
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'png', ...CARD });
  });

  it('is drawn once for all who ask, and anew for what it shows', async () => {
    const film = aFilm({ title: 'Asked for by all' });
    const pictures = await Promise.all([cardPicture(film, null), cardPicture({ ...film }, null)]);
    expect(pictures[0]).toBe(pictures[1]);
    expect(await cardPicture({ ...film, year: 1975 }, null)).not.toEqual(pictures[0]);
  });

  it('can be drawn whatever characters are in a title', async () => {
    const film = aFilm({ title: 'Night\u0001 &<>"\' day' });
    expect(cardMarkup(film)).toContain('Night');
    expect((await sharp(await cardPicture(film, null)).metadata()).width).toBe(CARD.width);
  });

  it('shows the real poster where there is one, and the drawn one where it cannot be read', async () => {
    const red = { r: 255, g: 0, b: 0 };
    const poster = await sharp({ create: { width: 20, height: 30, channels: 3, background: red } })
      .jpeg()
      .toBuffer();
    const shown = await sharp(await cardPicture(aFilm(), poster))
      .raw()
      .toBuffer();
    expect(shown[0]).toBeGreaterThan(240);
    expect(await cardPicture(aFilm(), Buffer.from('nothing'))).toEqual(await cardPicture(aFilm(), null));
  });

  it('is set in our own typeface', async () => {
    const ours = await cardPicture(aFilm(), null);
    const others = cardMarkup(aFilm()).replace('Instrument Serif, serif', 'serif');
    expect(ours.equals(await sharp(Buffer.from(others)).png({ compressionLevel: 9 }).toBuffer())).toBe(false);
  });

  it('escapes titles, and sets long ones within the sheet', () => {
    const markup = cardMarkup(
      aFilm({ title: `<script>${'Everything You Always Wanted to Know '.repeat(5)}` }),
    );
    expect(markup).not.toContain('<script');
    const ys = [...markup.matchAll(/<text x="[^"]*" y="([^"]*)"/g)].map((match) => Number(match[1]));
    expect(ys.every((y) => y > 0 && y < CARD.height)).toBe(true);
  });

  it('leaves out a title in letters that the typeface lacks', () => {
    const markup = cardMarkup(aFilm({ title: '千と千尋の神隠し', directors: ['Hayao Miyazaki'] }));
    expect(markup).not.toContain('千');
    expect(markup).toContain('Hayao Miyazaki');
    expect(cardMarkup(aFilm({ title: 'Amélie – Żółw' }))).toContain('Żółw');
  });
});

describe('unpackWoff', () => {
  it('gives back a typeface with the tables that its directory names', () => {
    const face = unpackWoff(serif());
    const tables = Array.from({ length: face.readUInt16BE(4) }, (_, index) => 12 + 16 * index);
    const names = tables.map((at) => face.toString('latin1', at, at + 4));
    expect(names).toEqual(expect.arrayContaining(['cmap', 'glyf', 'head', 'hmtx', 'loca']));
    const head = tables[names.indexOf('head')]!;
    // Every "head" table holds this number.
    expect(face.readUInt32BE(face.readUInt32BE(head + 8) + 12)).toBe(0x5f0f3cf5);
  });

  it('refuses anything else', () => {
    expect(() => unpackWoff(Buffer.from('wOF2 and more'))).toThrow(RangeError);
  });
});
