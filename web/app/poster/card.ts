import { escape, posterPicture } from './poster.ts';
import type { PosterFacts } from './poster.ts';
import { FACES, typeset } from './typeset.ts';

/** The size that social networks ask for, in pixels. */
export const CARD = { width: 1200, height: 630 } as const;
/** Where the poster's picture stands on it: the whole height, at the left. */
export const CARD_POSTER = { width: 420, height: 630 } as const;

const LEFT = CARD_POSTER.width + 64;
const MEASURE = { width: CARD.width - LEFT - 64, height: 310 } as const;
/** Our typeface has no others, and a server need not have any; a network shows the title beside the card too. */
const FOREIGN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;
const FACE = { ...FACES.serif, largest: 128 };

/** A film's card for social networks as SVG: its poster's picture, its title and facts, our name. */
export function cardMarkup(facts: PosterFacts): string {
  const { markup, colours } = posterPicture(facts);
  const [ground, , , , ink] = colours;
  const lines = typeset(shown(facts.title), FACE, MEASURE);
  const height = lines.reduce((sum, { size }) => sum + size * FACE.leading, 0);
  let y = (CARD.height - height) / 2 - 24;
  const title = lines.map(({ text, size }) => {
    y += size * FACE.leading;
    return line({ y: y - size * 0.18, size, text });
  });
  const credit = [facts.year, facts.directors[0]]
    .filter((part) => part != null && shown(String(part)) !== '')
    .join('  ·  ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}">`,
    `<rect width="${CARD.width}" height="${CARD.height}" fill="${ground}"/>`,
    `<svg width="${CARD_POSTER.width}" height="${CARD_POSTER.height}" viewBox="0 0 240 360">${markup}</svg>`,
    `<rect x="${CARD_POSTER.width}" width="2" height="${CARD.height}" fill="${ink}" opacity=".18"/>`,
    `<g font-family="Instrument Serif, serif" fill="${ink}">${title.join('')}`,
    line({ y: y + 58, size: 36, text: credit.slice(0, 48) }),
    `<g opacity=".7">${line({ y: CARD.height - 48, size: 32, text: 'Marquee' })}</g></g></svg>`,
  ].join('');
}

const shown = (text: string): string => (FOREIGN.test(text) ? '' : text);
const line = ({ y, size, text }: { readonly y: number; readonly size: number; readonly text: string }) =>
  `<text x="${LEFT}" y="${y.toFixed(1)}" font-size="${size.toFixed(1)}">${escape(text)}</text>`;
