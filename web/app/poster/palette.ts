import { pick } from './random.ts';

/** Ground, two shapes, an accent, and the ink that titles are set in. */
export type Palette = readonly [ground: string, low: string, high: string, accent: string, ink: string];

const PALETTES = {
  ember: ['#1d0f12', '#7a1f1f', '#c8452b', '#f2a541', '#fbe9d0'],
  midnight: ['#0c1424', '#1d3557', '#3a6ea5', '#e9c46a', '#f1f5f2'],
  bone: ['#efe6d5', '#d9c7a7', '#a63d2f', '#26211d', '#1f1b18'],
  mint: ['#dfeae2', '#9cc5b0', '#3e7c6b', '#e4572e', '#16302b'],
  noir: ['#101012', '#2b2b31', '#686871', '#e7e3d8', '#f4f1ea'],
  blood: ['#120608', '#3d0a10', '#8e1620', '#d83a34', '#f6e7df'],
  acid: ['#0b1a12', '#14452f', '#2a9d5c', '#c6f432', '#effbd9'],
  lilac: ['#e9e1f0', '#c1a9dc', '#7b5aa6', '#f2b134', '#2a1a3d'],
  rose: ['#f6dfd8', '#eaa99c', '#c44a5a', '#7b1e3c', '#3c0f22'],
  desert: ['#f0d9ac', '#e0a458', '#b5532a', '#4a2419', '#2d140d'],
  dusk: ['#231a3a', '#553a72', '#b8547c', '#f29e6c', '#fdeedc'],
  sky: ['#cfe3ef', '#7fb2d2', '#2f6690', '#f4a259', '#12283a'],
  olive: ['#23241a', '#4b4d2f', '#84804a', '#d8c27a', '#f3ecd6'],
  sepia: ['#2a1f16', '#59432d', '#9a7850', '#dcc294', '#f6ead2'],
  parchment: ['#eadcc0', '#cdb58a', '#8a6a42', '#3c2a1a', '#2c1e12'],
  candy: ['#ffe7a8', '#ff9f6b', '#ef4f6b', '#2b7a9b', '#1e2a4a'],
  teal: ['#0b2327', '#12494f', '#1f8a8a', '#f2c14e', '#f3f4e6'],
  ice: ['#e6eef0', '#b4ccd3', '#5f8797', '#c8442e', '#18272e'],
  gilt: ['#14130f', '#3b3016', '#8c6d2f', '#e0b94f', '#f7e8bf'],
  neon: ['#0e0820', '#2d1466', '#d1227f', '#26d0ce', '#fbf4ff'],
  forest: ['#0f1f17', '#234b34', '#5d8a4a', '#e5b454', '#f2f0dd'],
  brick: ['#2b1210', '#6b2a21', '#b9573c', '#e8c39e', '#fbefe0'],
  slate: ['#1c2126', '#3a4650', '#75858f', '#e07a3f', '#eef0ee'],
  sun: ['#f7c843', '#f08a24', '#d6402b', '#26324a', '#1b2032'],
  sea: ['#0a2342', '#1b4f72', '#2e86ab', '#f6d8a1', '#f7f5e6'],
  violet: ['#1b1030', '#46246b', '#8a4fb0', '#f0c9e8', '#fbf1ff'],
} as const satisfies Readonly<Record<string, Palette>>;
type Name = keyof typeof PALETTES;

const BY_GENRE: Readonly<Record<string, readonly Name[]>> = {
  Action: ['ember', 'sun', 'slate', 'neon', 'brick'],
  Adventure: ['desert', 'sea', 'forest', 'teal', 'sun'],
  Animation: ['candy', 'sky', 'lilac', 'mint', 'dusk'],
  Children: ['candy', 'sky', 'mint', 'sun', 'lilac'],
  Comedy: ['candy', 'mint', 'sky', 'sun', 'bone', 'rose'],
  Crime: ['slate', 'ember', 'brick', 'noir', 'teal'],
  Documentary: ['ice', 'bone', 'olive', 'slate', 'parchment'],
  Drama: ['slate', 'bone', 'sea', 'brick', 'ice', 'olive', 'dusk', 'teal'],
  Fantasy: ['violet', 'dusk', 'forest', 'gilt', 'lilac'],
  'Film-Noir': ['noir', 'noir', 'sepia'],
  Horror: ['blood', 'acid', 'noir', 'violet'],
  Musical: ['gilt', 'rose', 'dusk', 'candy', 'neon'],
  Mystery: ['midnight', 'teal', 'violet', 'noir'],
  Romance: ['rose', 'dusk', 'lilac', 'sky', 'brick'],
  'Sci-Fi': ['midnight', 'neon', 'teal', 'ice', 'acid'],
  Thriller: ['midnight', 'blood', 'slate', 'ember'],
  War: ['olive', 'brick', 'slate', 'forest'],
  Western: ['desert', 'brick', 'sun', 'sepia'],
};

/** Moods that ask for the dark or for the light. */
const DARK = /bleak|eerie|tense|gritty|feverish|melancholy/;
const LIGHT = /playful|warm|hopeful|tender|whimsical|satirical/;

const luminance = ([ground]: Palette): number =>
  [1, 3, 5].reduce((sum, at) => sum + parseInt(ground.slice(at, at + 2), 16), 0) / 765;

export interface PaletteWish {
  readonly genres: readonly string[];
  readonly moods: readonly string[];
  readonly year: number | null;
}

/** Colours by genre, bent by mood; films from before 1940 lean towards ink and paper. */
export function paletteOf({ genres, moods, year }: PaletteWish, random: () => number): Palette {
  const wanted = genres.slice(0, 2).flatMap((genre) => BY_GENRE[genre] ?? []);
  const names: readonly Name[] = wanted.length > 0 ? wanted : (Object.keys(PALETTES) as Name[]);
  const aged: readonly Name[] =
    year !== null && year < 1940 && random() < 0.6 ? ['sepia', 'parchment', 'noir', 'gilt', 'bone'] : names;
  const mood = moods.join(' ');
  const fitting = aged.filter((name) => {
    const light = luminance(PALETTES[name]) > 0.5;
    return DARK.test(mood) === LIGHT.test(mood) || light === LIGHT.test(mood);
  });
  return PALETTES[pick(random, fitting.length > 0 ? fitting : aged)];
}

/** Whether the ground is a dark one. */
export const isDark = (palette: Palette): boolean => luminance(palette) < 0.5;
