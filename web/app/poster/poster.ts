import {
  arch, bars, beams, blinds, burst, confetti, contours, cutout, doorway, fan, hills, horizon, maw, meeting, mesas,
  pane, planet, ranges, speck, stairs,
} from './motifs.ts'; // prettier-ignore
import type { Motif } from './motifs.ts';
import { paletteOf } from './palette.ts';
import type { Palette } from './palette.ts';
import { pick, randomFrom } from './random.ts';
import { FACES, typeset } from './typeset.ts';
import type { Face, Line } from './typeset.ts';

/** What a poster is drawn from; the same values always give the same poster. */
export interface PosterFacts {
  readonly title: string;
  readonly year: number | null;
  readonly genres: readonly string[];
  readonly moods: readonly string[];
  readonly directors: readonly string[];
}

const BY_GENRE: Readonly<Record<string, readonly Motif[]>> = {
  Action: [burst, beams, cutout],
  Adventure: [ranges, mesas, contours],
  Animation: [hills, confetti, planet],
  Children: [hills, confetti, arch],
  Comedy: [confetti, cutout, hills, meeting],
  Crime: [blinds, stairs, cutout, beams],
  Documentary: [contours, speck, pane],
  Drama: [pane, speck, cutout, stairs, doorway, ranges],
  Fantasy: [arch, planet, ranges],
  'Film-Noir': [blinds, stairs, doorway],
  Horror: [maw, doorway, beams],
  Musical: [bars, fan, confetti],
  Mystery: [doorway, stairs, contours],
  Romance: [meeting, pane, cutout],
  'Sci-Fi': [planet, horizon, speck, contours],
  Thriller: [stairs, maw, doorway, burst],
  War: [beams, ranges, burst],
  Western: [mesas, mesas, horizon, ranges],
};
const ANY: readonly Motif[] = [cutout, contours, pane, fan, speck];

/** Each era had its own way with type and shapes. */
function era(year: number | null): { readonly faces: readonly Face[]; readonly motifs: readonly Motif[] } {
  const { block, wide, serif, plain, thin } = FACES;
  if (year === null) return { faces: [block, serif, plain], motifs: [] };
  if (year < 1950) return { faces: [serif, block, wide], motifs: [fan] };
  if (year < 1970) return { faces: [plain, block, serif], motifs: [cutout] };
  if (year < 1990) return { faces: [block, serif, plain], motifs: [horizon, fan] };
  if (year < 2010) return { faces: [block, wide, serif, thin], motifs: [] };
  return { faces: [thin, wide, serif, plain, block], motifs: [speck] };
}

const MARGIN = 18;
const WIDTH = 240 - 2 * MARGIN;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Text for an SVG, which must not hold control characters at all. */
export const escape = (text: string): string =>
  text.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (character) => ESCAPES[character]!);

/** What chance and the film's facts decide before anything is drawn. */
function choose(facts: PosterFacts) {
  const random = randomFrom(`${facts.title}|${facts.year ?? ''}`);
  const colours = paletteOf(facts, random);
  const { faces, motifs } = era(facts.year);
  const wanted = facts.genres.slice(0, 2).flatMap((genre) => BY_GENRE[genre] ?? []);
  const choices = wanted.length > 0 ? wanted : ANY;
  const motif = random() < 0.08 && motifs.length > 0 ? pick(random, motifs) : pick(random, choices);
  return { random, colours, faces, motif };
}

/** A poster's picture without its words, over the whole 240 × 360, and its colours. */
export function posterPicture(facts: PosterFacts): { readonly markup: string; readonly colours: Palette } {
  const { random, colours, motif } = choose(facts);
  const ground = `<rect width="240" height="360" fill="${colours[0]}"/>`;
  return { markup: ground + motif({ top: 0, bottom: 360, colours, random }), colours };
}

/** The inside of an SVG of 240 × 360: everything that comes from outside is escaped. */
export function posterMarkup(facts: PosterFacts): string {
  const { random, colours, faces, motif } = choose(facts);
  const face = pick(random, faces);
  const lines = typeset(facts.title, face, { width: WIDTH, height: 148 });
  const height = lines.reduce((sum, line) => sum + line.size * face.leading, 0);
  const above = random() < 0.36;
  const titleTop = above ? 40 : 332 - height;
  const stage = above
    ? { top: titleTop + height + 14, bottom: 360, colours, random }
    : { top: 0, bottom: titleTop - 12, colours, random };
  const [ground, , , , ink] = colours;
  const credit = facts.directors[0] ?? facts.genres[0] ?? '';
  return [
    `<rect width="240" height="360" fill="${ground}"/>`,
    `<svg y="${stage.top.toFixed(1)}" width="240" height="${(stage.bottom - stage.top).toFixed(1)}" viewBox="0 ${stage.top.toFixed(1)} 240 ${(stage.bottom - stage.top).toFixed(1)}">${motif(stage)}</svg>`,
    setLines(lines, { face, top: titleTop, ink, random }),
    small(above ? 24 : 348, ink, credit, facts.year),
  ].join('');
}

interface Setting {
  readonly face: Face;
  readonly top: number;
  readonly ink: string;
  readonly random: () => number;
}

function setLines(lines: readonly Line[], { face, top, ink, random }: Setting): string {
  const centred = face.name === 'thin' || face.name === 'wide' ? random() < 0.5 : false;
  let y = top;
  const spans = lines.map((line) => {
    y += line.size * face.leading;
    const x = centred ? 120 : MARGIN;
    const baseline = (y - line.size * (face.leading - 0.76)).toFixed(1);
    const fitted = face.justified && line.width > WIDTH * 0.5;
    const length = fitted ? ` textLength="${line.width.toFixed(1)}" lengthAdjust="spacingAndGlyphs"` : '';
    return `<text x="${x}" y="${baseline}" font-size="${line.size.toFixed(1)}"${length}>${escape(line.text)}</text>`;
  });
  return `<g class="t-${face.name}" fill="${ink}"${centred ? ' text-anchor="middle"' : ''}>${spans.join('')}</g>`;
}

function small(y: number, ink: string, credit: string, year: number | null): string {
  const shown = credit.length > 26 ? `${credit.slice(0, 25).trim()}…` : credit;
  const date = year === null ? '' : `<text x="${240 - MARGIN}" y="${y}" text-anchor="end">${year}</text>`;
  return `<g class="t-small" fill="${ink}" font-size="9"><text x="${MARGIN}" y="${y}">${escape(shown)}</text>${date}</g>`;
}
