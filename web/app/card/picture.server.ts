import { createHash } from 'node:crypto';
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

/** Pictures by what they show. A link that is passed around is asked about by one network after another. */
const kept = new Map<string, Promise<Buffer>>();
const MOST_KEPT = 50;
let last: Promise<unknown> = Promise.resolve();

/**
 * A film's card as PNG, 1200 × 630. Takes about 30 ms, and one is made at a time: pages are packed by the same threads.
 * @param image the film's real poster, which takes the place of the drawn one; left out where it cannot be read
 */
export function cardPicture(facts: PosterFacts, image: Buffer | null): Promise<Buffer> {
  const markup = cardMarkup(facts);
  const shown = createHash('sha256').update(markup);
  const key = (image === null ? shown : shown.update(image)).digest('base64url');
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = last.then(() => draw(markup, image));
  last = made.catch(() => kept.delete(key));
  kept.set(key, made);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
  return made;
}

async function draw(markup: string, image: Buffer | null): Promise<Buffer> {
  if (!hasFonts) await registerFonts();
  hasFonts = true;
  const card = sharp(Buffer.from(markup));
  const poster =
    image &&
    (await sharp(image)
      .resize(CARD_POSTER)
      .toBuffer()
      .catch(() => null));
  if (poster) card.composite([{ input: poster, left: 0, top: 0 }]);
  return await card.png({ compressionLevel: 9 }).toBuffer();
}

let hasFonts = false;

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
