import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { CARD_POSTER, cardMarkup } from '#poster/card.ts';
import type { PosterFacts } from '#poster/poster.ts';
import { unpackWoff } from './sfnt.ts';

const FONT = 'Instrument Serif';
const FILES = ['latin', 'latin-ext'].map(
  (part) => `@fontsource/instrument-serif/files/instrument-serif-${part}-400-normal.woff`,
);

/**
 * A film's card as PNG, 1200 × 630. Takes about 30 ms.
 * @param image the film's real poster, which takes the place of the drawn one; left out where it cannot be read
 */
export async function cardPicture(facts: PosterFacts, image: Buffer | null): Promise<Buffer> {
  await (fonts ??= registerFonts());
  const card = sharp(Buffer.from(cardMarkup(facts)));
  const poster =
    image &&
    (await sharp(image)
      .resize(CARD_POSTER)
      .toBuffer()
      .catch(() => null));
  if (poster) card.composite([{ input: poster, left: 0, top: 0 }]);
  return await card.png({ compressionLevel: 9 }).toBuffer();
}

let fonts: Promise<void> | undefined;

/** The renderer reads typefaces from files only, remembers those that it has used once, and reads no WOFF. */
async function registerFonts(): Promise<void> {
  const { resolve } = createRequire(import.meta.url);
  const folder = mkdtempSync(join(tmpdir(), 'marquee-fonts-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const [index, file] of FILES.entries()) {
    const fontfile = join(folder, `${index}.ttf`);
    writeFileSync(fontfile, unpackWoff(readFileSync(resolve(file))));
    await sharp({ text: { text: 'M', font: FONT, fontfile } })
      .raw()
      .toBuffer();
  }
}
