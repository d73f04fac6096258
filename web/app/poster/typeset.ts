/** A way to set a title: how wide its letters are (in em, against the table below), and how it is spelt. */
export interface Face {
  readonly name: 'block' | 'wide' | 'serif' | 'plain' | 'thin';
  readonly widen: number;
  readonly leading: number;
  readonly upper: boolean;
  /** Every line is made as wide as the measure. */
  readonly justified: boolean;
  readonly largest: number;
}

export const FACES = {
  block: { name: 'block', widen: 0.8, leading: 0.92, upper: true, justified: true, largest: 92 },
  wide: { name: 'wide', widen: 1.36, leading: 1.12, upper: true, justified: false, largest: 34 },
  serif: { name: 'serif', widen: 0.8, leading: 0.94, upper: false, justified: false, largest: 62 },
  plain: { name: 'plain', widen: 1.04, leading: 1, upper: false, justified: false, largest: 46 },
  thin: { name: 'thin', widen: 1.44, leading: 1.2, upper: true, justified: false, largest: 30 },
} as const satisfies Readonly<Record<Face['name'], Face>>;

export interface Line {
  readonly text: string;
  readonly size: number;
  /** Estimated; what the line is fitted to. */
  readonly width: number;
}

const NARROW = /[ijlI1.,:;!'’|()[\]]/;
const BROAD = /[mwMW@%&—…]/;
const IDEOGRAPH = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/;

/** The width of a text in em, for a plain face of width 1. */
export function widthOf(text: string): number {
  let sum = 0;
  for (const character of text) {
    if (IDEOGRAPH.test(character)) sum += 1;
    else if (NARROW.test(character)) sum += 0.3;
    else if (BROAD.test(character)) sum += 0.88;
    else if (character === ' ') sum += 0.24;
    else sum += character === character.toUpperCase() ? 0.64 : 0.54;
  }
  return sum;
}

export interface Measure {
  readonly width: number;
  readonly height: number;
}

/**
 * Breaks a title into lines and sizes them so that all fits the measure, as large as the face allows.
 * Any length works: a very long word is made small rather than cut.
 */
export function typeset(title: string, face: Face, { width, height }: Measure): readonly Line[] {
  const text = face.upper ? title.toLocaleUpperCase('en') : title;
  const words = text.trim().split(/\s+/).flatMap(breakable);
  let best: readonly Line[] = [];
  let bestScore = -1;
  for (let count = 1; count <= Math.min(words.length, 8); count += 1) {
    const lines = fit(balanced(words, count), face, { width, height });
    const score = area(lines) * (1 - 0.04 * count);
    if (score > bestScore) [best, bestScore] = [lines, score];
  }
  return best;
}

/** Ideographs may be broken between any two, in groups that keep lines even. */
const breakable = (word: string): readonly string[] =>
  IDEOGRAPH.test(word) && word.length > 5 ? (word.match(/.{1,4}/gu) ?? [word]) : [word];

const area = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + line.size * line.width, 0);

function fit(texts: readonly string[], face: Face, { width, height }: Measure): readonly Line[] {
  const ems = texts.map((text) => Math.max(0.3, widthOf(text) * face.widen));
  const even = Math.min(...ems.map((em) => width / em));
  const sizes = ems.map((em) => Math.min(face.largest, face.justified ? width / em : even));
  const total = sizes.reduce((sum, size) => sum + size * face.leading, 0);
  const shrink = Math.min(1, height / total);
  return texts.map((text, index) => {
    const size = sizes[index]! * shrink;
    return { text, size, width: size * ems[index]! };
  });
}

/** Splits words into `count` lines such that the widest is as narrow as it can be. */
function balanced(words: readonly string[], count: number): readonly string[] {
  let low = Math.max(...words.map(widthOf));
  let high = widthOf(words.join(' '));
  for (let step = 0; step < 18; step += 1) {
    const middle = (low + high) / 2;
    if (filled(words, middle).length <= count) high = middle;
    else low = middle;
  }
  return filled(words, high + 0.001);
}

function filled(words: readonly string[], limit: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = lines.length > 0 ? `${lines.at(-1)!} ${word}` : word;
    if (lines.length > 0 && widthOf(longer) <= limit) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
