import type { Palette } from './palette.ts';
import { disc, dots, path, rect, ring, stroke, times } from './shapes.ts';

/** Where a motif may be drawn: the full 240 wide, from `top` to `bottom`. */
export interface Stage {
  readonly top: number;
  readonly bottom: number;
  readonly colours: Palette;
  readonly random: () => number;
}
export type Motif = (stage: Stage) => string;

const W = 240;
const middle = ({ top, bottom }: Stage): number => (top + bottom) / 2;
const span = ({ top, bottom }: Stage): number => bottom - top;
const between = (stage: Stage, low: number, high: number): number => low + (high - low) * stage.random();

/** A planet, its ring and some stars. */
export const planet: Motif = (stage) => {
  const [, low, high, accent, ink] = stage.colours;
  const r = Math.min(between(stage, 58, 92), span(stage) / 2.1);
  const [x, y] = [between(stage, 70, 170), middle(stage)];
  const stars = dots(stage.random, 38, [0, stage.top, W, stage.bottom], ink, 0.9);
  const tilt = Math.round(between(stage, -32, 32));
  return `${stars}${disc(x, y, r, low)}${path(
    `M${x - r} ${y}a${r} ${r} 0 0 0 ${2 * r} 0a${r} ${r * 0.55} 0 0 1 ${-2 * r} 0`,
    high,
  )}<g transform="rotate(${tilt} ${x} ${y})"><ellipse cx="${x}" cy="${y}" rx="${r * 1.5}" ry="${r * 0.28}" ${stroke(accent, 2.5)}/></g>${disc(x + r * 1.05, y - r * 0.9, r * 0.13, accent)}`;
};

/** A grid that runs to the horizon beneath a banded sun. */
export const horizon: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const y = stage.top + span(stage) * 0.62;
  const r = Math.min(span(stage) * 0.46, 88);
  const bands = times(5, (n) =>
    rect(W / 2 - r, y - r * 0.62 + n * r * 0.15, 2 * r, 1 + n * r * 0.017, stage.colours[0]),
  );
  const rails = times(11, (n) => `M120 ${y}L${(n - 5) * 62 + 120} ${stage.bottom + 40}`);
  const sleepers = times(7, (n) => `M0 ${y + 2.2 * n * n + 2}H240`);
  return `${rect(0, stage.top, W, y - stage.top, low, 0.45)}${disc(120, y, r, accent)}${bands}${rect(0, y, W, stage.bottom - y, stage.colours[0])}<path d="${rails}${sleepers}" ${stroke(high, 1.2)}/>`;
};

/** Two circles that meet. */
export const meeting: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const r = Math.min(span(stage) * 0.34, 74);
  const y = middle(stage);
  const shift = r * between(stage, 0.5, 0.75);
  const lens = Math.sqrt(r * r - shift * shift);
  return `${disc(120 - shift, y, r, high)}${disc(120 + shift, y, r, low)}${path(
    `M120 ${y - lens}A${r} ${r} 0 0 1 120 ${y + lens}A${r} ${r} 0 0 1 120 ${y - lens}`,
    accent,
  )}`;
};

/** Flat-topped rocks and a low sun. */
export const mesas: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const h = span(stage);
  const sun = disc(
    between(stage, 60, 180),
    stage.top + h * 0.42,
    h * 0.2,
    accent === '#4a2419' ? high : accent,
  );
  const rock = (x: number, w: number, up: number, fill: string): string =>
    path(
      `M${x - 26} ${stage.bottom}L${x} ${stage.bottom - up}H${x + w}L${x + w + 26} ${stage.bottom}z`,
      fill,
    );
  return `${sun}${rock(between(stage, -40, 30), between(stage, 60, 100), h * 0.5, low)}${rock(between(stage, 120, 190), between(stage, 50, 90), h * 0.38, high)}${rect(0, stage.bottom - h * 0.14, W, h * 0.14, high)}`;
};

/** Mountains, one behind the other. */
export const ranges: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const ridge = (base: number, rough: number, fill: string, opacity = 1): string => {
    const points = times(
      9,
      (n) => `L${n * 30} ${base - (n % 2) * rough * (0.5 + stage.random()) - rough * stage.random() * 0.3}`,
    );
    return `<path d="M0 ${stage.bottom}${points}L240 ${stage.bottom}z" fill="${fill}" opacity="${opacity}"/>`;
  };
  const h = span(stage);
  return `${disc(between(stage, 50, 190), stage.top + h * 0.3, h * 0.13, accent)}${ridge(stage.top + h * 0.62, h * 0.3, low, 0.75)}${ridge(stage.top + h * 0.78, h * 0.24, high)}${ridge(stage.top + h * 0.97, h * 0.2, stage.colours[0], 0.85)}`;
};

/** Light through blinds, and somebody's shadow. */
export const blinds: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const slats = times(13, (n) =>
    rect(-60, stage.top - 40 + n * (span(stage) / 10), 360, span(stage) / 22, n % 4 === 1 ? high : low),
  );
  const [x, y, r] = [between(stage, 80, 160), middle(stage), span(stage) * 0.11];
  const figure = path(
    `M${x - r * 2.6} ${stage.bottom}c0 ${-r * 3.2} ${r * 1.4} ${-r * 3.4} ${r * 2.6} ${-r * 3.4}s${r * 2.6} ${r * 0.2} ${r * 2.6} ${r * 3.4}z`,
    stage.colours[0],
  );
  const hat = path(
    `M${x - r * 2} ${y - r * 0.35}h${r * 4}l${-r * 0.8} ${-r * 0.35}l${-r * 0.3} ${-r * 0.9}h${-r * 1.8}l${-r * 0.3} ${r * 0.9}z`,
    stage.colours[0],
  );
  return `<g transform="rotate(-9 120 ${y})">${slats}</g>${disc(212, stage.top + 24, 9, accent)}${figure}${disc(x, y + r * 0.5, r, stage.colours[0])}${hat}`;
};

/** Shards that fly from one point. */
export const burst: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const [x, y] = [between(stage, 80, 160), middle(stage)];
  const fills = [low, high, accent, high, low];
  const count = 15;
  const shards = times(count, (n) => {
    const [from, to] = [(n / count) * 6.283, ((n + 0.25 + stage.random() * 0.5) / count) * 6.283];
    const reach = span(stage) * (0.4 + stage.random() * 0.6);
    return path(
      `M${x} ${y}L${x + Math.cos(from) * reach} ${y + Math.sin(from) * reach}L${x + Math.cos(to) * reach} ${y + Math.sin(to) * reach}z`,
      fills[n % 5]!,
    );
  });
  return `${shards}${disc(x, y, 15, stage.colours[0])}${disc(x, y, 7, accent)}`;
};

/** Teeth, or claws, and an eye. */
export const maw: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const y = middle(stage);
  const half = span(stage) * between(stage, 0.24, 0.34);
  const eye = path(`M14 ${y}Q120 ${y - half * 1.7} 226 ${y}Q120 ${y + half * 1.7} 14 ${y}z`, high);
  const fangs = times(
    9,
    (n) => `M${n * 27} ${stage.top}l13 ${14 + stage.random() * span(stage) * 0.2}l13 ${-(14 + 0)}z`,
  );
  return `${path(fangs, low)}${eye}${disc(120, y, half * 0.74, stage.colours[0])}${disc(120, y, half * 0.55, accent)}<ellipse cx="120" cy="${y}" rx="${half * 0.12}" ry="${half * 0.5}" fill="${stage.colours[0]}"/>`;
};

/** A lit doorway at the end of the dark. */
export const doorway: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const [w, h] = [between(stage, 40, 62), span(stage) * 0.56];
  const x = between(stage, 70, 130);
  const foot = stage.top + span(stage) * 0.76;
  return `${rect(0, foot, W, stage.bottom - foot, low)}${rect(x - 12, foot - h - 12, w + 24, h + 12, high, 0.5)}${rect(x, foot - h, w, h, accent)}${path(`M${x} ${foot}h${w}L${x + w + 62} ${stage.bottom}H${x - 62}z`, accent, 0.55)}${disc(x + w * 0.5, foot - h * 0.5, w * 0.13, stage.colours[0])}${path(`M${x + w * 0.34} ${foot}l${w * 0.04} ${-h * 0.4}h${w * 0.24}l${w * 0.04} ${h * 0.4}z`, stage.colours[0])}`;
};

/** Bars of sound. */
export const bars: Motif = (stage) => {
  const fills = stage.colours.slice(1, 4);
  const phase = stage.random() * 6;
  return times(15, (n) => {
    const h =
      span(stage) * (0.16 + 0.62 * Math.abs(Math.sin(n * 0.62 + phase)) * (0.6 + 0.4 * stage.random()));
    return `<rect x="${10 + n * 15}" y="${middle(stage) - h / 2}" width="9" height="${h}" rx="4.5" fill="${fills[n % 3]}"/>`;
  });
};

/** Balloons of colour, thrown. */
export const confetti: Motif = (stage) => {
  const fills = stage.colours.slice(1, 4);
  return times(9, (n) => {
    const [x, y] = [20 + ((n * 83) % 210), stage.top + span(stage) * stage.random()];
    const r = between(stage, 14, 40);
    const fill = fills[n % 3]!;
    if (n % 3 === 0) return disc(x, y, r, fill);
    if (n % 3 === 1) return ring(x, y, r * 0.8, fill, r * 0.35);
    return `<rect x="${x - r}" y="${y - r * 0.4}" width="${2 * r}" height="${r * 0.8}" rx="${r * 0.4}" fill="${fill}" transform="rotate(${Math.round(stage.random() * 180)} ${x} ${y})"/>`;
  });
};

/** Hills, a big sun, a bird or two. */
export const hills: Motif = (stage) => {
  const [, low, high, accent, ink] = stage.colours;
  const h = span(stage);
  const hill = (x: number, y: number, r: number, fill: string): string =>
    `<ellipse cx="${x}" cy="${y}" rx="${r * 1.5}" ry="${r}" fill="${fill}"/>`;
  const birds = times(
    3,
    (n) => `M${60 + n * 46} ${stage.top + h * 0.16 + stage.random() * 30}q7 -9 12 0q5 -9 12 0`,
  );
  return `${disc(between(stage, 60, 180), stage.top + h * 0.48, h * 0.24, accent)}${hill(between(stage, 20, 70), stage.bottom + 10, h * 0.5, low)}${hill(between(stage, 170, 220), stage.bottom + 24, h * 0.46, high)}<path d="${birds}" ${stroke(ink, 1.6)}/>`;
};

/** Lines of height on a map. */
export const contours: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const [x, y] = [between(stage, 70, 170), middle(stage)];
  const bend = between(stage, 0.6, 0.9);
  const turn = Math.round(stage.random() * 60 - 30);
  return `<g transform="rotate(${turn} ${x} ${y})">${times(8, (n) => `<ellipse cx="${x + n * 2.4}" cy="${y - n * 1.8}" rx="${14 + n * 15}" ry="${(14 + n * 15) * bend}" ${stroke(n % 3 === 0 ? high : low, n % 3 === 0 ? 3 : 1.6)}/>`)}</g>${disc(x, y, 7, accent)}`;
};

/** A window with evening in it. */
export const pane: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const w = between(stage, 96, 132);
  const h = Math.min(span(stage) * 0.8, w * 1.5);
  const [x, y] = [120 - w / 2, middle(stage) - h / 2];
  const sill = y + h * between(stage, 0.55, 0.72);
  return `${rect(x, y, w, h, high)}${rect(x, sill, w, y + h - sill, low)}${disc(x + w * between(stage, 0.3, 0.7), sill, w * 0.17, accent)}${rect(x, sill, w, y + h - sill, low, 0.9)}${rect(x + w / 2 - 1.5, y, 3, h, stage.colours[0])}${rect(x, y + h * 0.42, w, 3, stage.colours[0])}`;
};

/** Searchlights over a broken line. */
export const beams: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const beam = (x: number, lean: number): string =>
    path(`M${x} ${stage.bottom}L${x + lean - 34} ${stage.top}h68z`, accent, 0.32);
  const skyline = times(
    13,
    (n) => `L${n * 20} ${stage.bottom - span(stage) * (0.1 + 0.16 * stage.random())}h20`,
  );
  return `${rect(0, stage.top, W, span(stage), low, 0.35)}${beam(between(stage, 20, 80), 90)}${beam(between(stage, 150, 220), -80)}${disc(between(stage, 90, 150), stage.top + span(stage) * 0.3, 13, accent)}${path(`M0 ${stage.bottom}${skyline}V${stage.bottom}z`, high)}`;
};

/** An arch, a moon and stairs. */
export const arch: Motif = (stage) => {
  const [, low, high, accent, ink] = stage.colours;
  const [foot, h] = [stage.bottom - span(stage) * 0.08, span(stage) * 0.8];
  const w = Math.min(130, h * 0.72);
  const opening = (scale: number, fill: string): string => {
    const half = (w * scale) / 2;
    const rise = h * scale;
    return path(
      `M${120 - half} ${foot}V${foot - rise + half}a${half} ${half} 0 0 1 ${2 * half} 0V${foot}z`,
      fill,
    );
  };
  const steps = times(4, (n) => rect(120 - w * 0.3 - n * 12, foot - 4 + n * 7, w * 0.6 + n * 24, 5, accent));
  return `${opening(1, low)}${opening(0.78, high)}${opening(0.56, stage.colours[0])}${disc(120, foot - h * 0.36, 15, accent)}${steps}${dots(stage.random, 16, [10, stage.top, 230, stage.top + h * 0.5], ink, 1.2)}`;
};

/** Stairs that turn on themselves. */
export const stairs: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const count = 7;
  const step = span(stage) / count;
  const climb = times(count, (n) =>
    rect(n * 34 - 10, stage.bottom - (n + 1) * step, 260, step + 0.5, n % 2 ? low : high),
  );
  const at = 3;
  const [x, y] = [at * 34 + 8, stage.bottom - (at + 1) * step];
  return `${climb}${disc(x, y - 26, 6, accent)}${path(`M${x - 7} ${y}l3 -20h8l3 20z`, accent)}${path(`M${x - 7} ${y}h14l52 ${step}h-22z`, stage.colours[0], 0.4)}`;
};

/** A fan of rays, as they were drawn in the picture palaces. */
export const fan: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const count = 13;
  const reach = 330;
  const rays = times(count, (n) => {
    const [from, to] = [Math.PI * (1 + n / count), Math.PI * (1 + (n + 0.5) / count)];
    return `M120 ${stage.bottom}L${120 + reach * Math.cos(from)} ${stage.bottom + reach * Math.sin(from)}L${120 + reach * Math.cos(to)} ${stage.bottom + reach * Math.sin(to)}z`;
  });
  return `${path(rays, low)}${disc(120, stage.bottom, 74, high)}${disc(120, stage.bottom, 58, stage.colours[0])}${disc(120, stage.bottom, 44, accent)}`;
};

/** Paper cut by hand. */
export const cutout: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const y = (share: number): number => stage.top + span(stage) * share + between(stage, -9, 9);
  return `${path(`M0 ${y(0.1)}L${between(stage, 90, 150)} ${y(0.02)}L${between(stage, 110, 160)} ${y(0.55)}L0 ${y(0.66)}z`, high)}${path(`M240 ${y(0.3)}L${between(stage, 80, 130)} ${y(0.42)}L${between(stage, 60, 110)} ${y(0.96)}L240 ${y(0.9)}z`, low)}${path(`M${between(stage, 84, 104)} ${y(0.24)}l${between(stage, 40, 60)} -8l10 ${span(stage) * 0.42}l${-between(stage, 50, 64)} 12z`, accent)}`;
};

/** One small thing in much air. */
export const speck: Motif = (stage) => {
  const [, low, high, accent] = stage.colours;
  const y = stage.top + span(stage) * between(stage, 0.5, 0.74);
  const x = between(stage, 60, 180);
  return `${rect(0, y, W, stage.bottom - y, low, 0.8)}${rect(0, y, W, 1.5, high)}${path(`M${x - 5} ${y}l3 -17h5l3 17z`, accent)}${disc(x, y - 21, 4.2, accent)}${path(`M${x - 5} ${y}h11l${between(stage, -60, 60)} ${(stage.bottom - y) * 0.8}z`, stage.colours[0], 0.35)}`;
};
