/** SVG written as text: numbers with one decimal, so that a page full of posters stays small. */
const n = (value: number): string => String(Math.round(value * 10) / 10);
const trim = (d: string): string => d.replace(/-?\d+\.\d{2,}/g, (number) => n(Number(number)));

export const times = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');
export const stroke = (colour: string, width: number): string =>
  `fill="none" stroke="${colour}" stroke-width="${width}"`;
export const disc = (x: number, y: number, r: number, fill: string): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}"/>`;
export const ring = (x: number, y: number, r: number, colour: string, width: number): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" ${stroke(colour, width)}/>`;
export const path = (d: string, fill: string, opacity = 1): string =>
  `<path d="${trim(d)}" fill="${fill}"${opacity === 1 ? '' : ` opacity="${opacity}"`}/>`;
export const rect = (x: number, y: number, w: number, h: number, fill: string, opacity = 1): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${fill}"${opacity === 1 ? '' : ` opacity="${opacity}"`}/>`;

/** Stars, in one path. */
export function dots(
  random: () => number,
  count: number,
  [left, top, right, bottom]: readonly [number, number, number, number],
  fill: string,
  size: number,
): string {
  const marks = times(count, () => {
    const r = size * (0.4 + random());
    return `M${n(left + (right - left) * random())} ${n(top + (bottom - top) * random())}h${n(r)}v${n(r)}h-${n(r)}z`;
  });
  return `<path d="${marks}" fill="${fill}" opacity=".8"/>`;
}
