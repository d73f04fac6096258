import { shortened } from '../figures.ts';

/** A line of a chart; x and y above 0. */
export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Chart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly curves: readonly Curve[];
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [560, 320, 76, 40, 12, 130];
const COLOURS = ['#1d4ed8', '#b45309', '#047857', '#be123c', '#6d28d9', '#0e7490', '#4d7c0f', '#9f1239'];

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);

/** Powers of ten around the values. */
export function decades(values: readonly number[]): number[] {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  return Array.from({ length: to - from + 1 }, (_, at) => 10 ** (from + at));
}

/** A chart with logarithmic axes as SVG: growth in proportion is a straight line with slope 1. */
export function chartSvg({ title, x, y, curves }: Chart): string {
  const all = curves.flatMap(({ points }) => points);
  const [xs, ys] = [decades(all.map((point) => point[0])), decades(all.map((point) => point[1]))];
  const along = (ticks: readonly number[], [start, end]: readonly [number, number]) => {
    const [low, high] = [Math.log10(ticks[0]!), Math.log10(ticks.at(-1)!)];
    return (value: number): number =>
      Number((start + ((Math.log10(value) - low) / (high - low)) * (end - start)).toFixed(1));
  };
  const px = along(xs, [LEFT, WIDTH - RIGHT]);
  const py = along(ys, [HEIGHT - BOTTOM, TOP]);
  const grid = [
    ...xs.map(
      (value) =>
        `<path d="M${String(px(value))} ${String(TOP)}V${String(HEIGHT - BOTTOM)}"/><text x="${String(px(value))}" y="${String(HEIGHT - BOTTOM + 16)}" text-anchor="middle">${shortened(value)}</text>`,
    ),
    ...ys.map(
      (value) =>
        `<path d="M${String(LEFT)} ${String(py(value))}H${String(WIDTH - RIGHT)}"/><text x="${String(LEFT - 6)}" y="${String(py(value) + 4)}" text-anchor="end">${shortened(value)}</text>`,
    ),
  ];
  const ends = spread(curves.map(({ points }) => py(points.at(-1)![1])));
  const lines = curves.map(({ name, points }, at) => {
    const colour = COLOURS[at % COLOURS.length]!;
    const path = points.map(([a, b]) => `${String(px(a))} ${String(py(b))}`).join('L');
    const dots = points.map(([a, b]) => `<circle cx="${String(px(a))}" cy="${String(py(b))}" r="3"/>`);
    const label = `<text x="${String(WIDTH - RIGHT + 8)}" y="${String(ends[at]! + 4)}">${escape(name)}</text>`;
    return `<g stroke="${colour}" fill="${colour}"><path d="M${path}" fill="none" stroke-width="2"/>${dots.join('')}<g stroke="none">${label}</g></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" role="img" aria-label="${escape(title)}" font-family="sans-serif" font-size="11"><g stroke="#ddd" fill="#555">${grid.join('').replaceAll('<text', '<text stroke="none"')}</g>${lines.join('')}<text x="${String((LEFT + WIDTH - RIGHT) / 2)}" y="${String(HEIGHT - 6)}" text-anchor="middle">${escape(x)}</text><text transform="translate(14 ${String((HEIGHT - BOTTOM) / 2)}) rotate(-90)" text-anchor="middle">${escape(y)}</text></svg>`;
}

const LINE = 13;

/** Moves labels down as far as they would lie on each other, in their order. */
function spread(places: readonly number[]): number[] {
  const result = [...places];
  const order = places.map((_, at) => at).sort((a, b) => places[a]! - places[b]!);
  for (const [nth, at] of order.entries()) {
    if (nth > 0) result[at] = Math.max(result[at]!, result[order[nth - 1]!]! + LINE);
  }
  return result;
}

export interface Table {
  readonly title: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
}

/** One page with curves and numbers; needs nothing from elsewhere. */
export function growthPage(charts: readonly Chart[], tables: readonly Table[]): string {
  const drawn = charts
    .filter(({ curves }) => curves.length > 0)
    .map((chart) => `<figure><figcaption>${escape(chart.title)}</figcaption>${chartSvg(chart)}</figure>`);
  const written = tables
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) => {
      const names = Object.keys(rows[0]!);
      const cell = (value: string | number): string =>
        typeof value === 'number' ? shortened(value) : escape(value);
      const head = names.map((name) => `<th>${escape(name)}</th>`).join('');
      const body = rows.map(
        (row) => `<tr>${names.map((name) => `<td>${cell(row[name] ?? '')}</td>`).join('')}</tr>`,
      );
      return `<h2>${escape(title)}</h2><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
    });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Marquee: growth</title>
<style>body{font:15px sans-serif;max-width:1180px;margin:2rem auto;padding:0 1rem;color:#222}figure{display:inline-block;width:560px;margin:0 1rem 1rem 0}figcaption{font-weight:600}table{border-collapse:collapse}td,th{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #ddd}td{white-space:nowrap}td:first-child,th:first-child{text-align:left}</style>
<h1>What grows, and how</h1>${drawn.join('')}${written.join('')}</html>
`;
}
