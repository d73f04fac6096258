/** Class of the colour that stands for a genre on the map: "Sci-Fi" → "hue-sci-fi". */
export const hueOf = (genre: string | undefined): string =>
  genre === undefined ? 'hue-none' : `hue-${genre.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;

/** What is drawn with, as the browser resolved it for the present theme. */
export interface Colours {
  readonly ink: string;
  readonly soft: string;
  readonly ground: string;
  readonly lamp: string;
  readonly dark: boolean;
  /** In the order of the map's genres; the last one is for films without a genre. */
  readonly genres: readonly string[];
}

/** Reads the colours of the style sheet, which a canvas cannot name, off elements that have them. */
export function readColours(swatches: HTMLElement): Colours {
  const colours = [...swatches.children].map((element) => getComputedStyle(element).color);
  const [ink = '', soft = '', ground = '', lamp = '', ...genres] = colours;
  const [red = 0, green = 0, blue = 0] = (ground.match(/[\d.]+/g) ?? []).map(Number);
  return { ink, soft, ground, lamp, genres, dark: red + green + blue < 384 };
}
