/** What is asked of a figure. */
export interface Aim {
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Figure {
  readonly what: string;
  readonly value: number;
  /** Such as `ms`, `a second`, `MB`; a ratio has none. */
  readonly unit?: string;
  readonly aim?: Aim;
}

/** What one part of the benchmark found: the figures that are shown, and whatever else is worth keeping. */
export interface Measured {
  readonly figures: readonly Figure[];
  readonly details?: unknown;
}

/** The value below which a share of the values lies; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The median of what one way took over another way's in the same round: what else the machine did then hit both. */
export const pairedRatio = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.map((value, round) => value / theirs[round]!));

/** Whether a figure is as asked; undefined where nothing is asked. */
export function isMet({ value, aim }: Figure): boolean | undefined {
  if (aim === undefined) return undefined;
  return value >= (aim.atLeast ?? -Infinity) && value <= (aim.atMost ?? Infinity);
}

/** `{what: 'p95', value: 21.123, unit: 'ms', aim: {atMost: 25}}` → `{measured: '21.1 ms', aim: '≤ 25', met: 'yes'}` */
export function rowOf(figure: Figure): Readonly<Record<'measured' | 'aim' | 'met', string>> {
  const { value, unit, aim } = figure;
  const bounds = [
    ...(aim?.atLeast === undefined ? [] : [`≥ ${String(aim.atLeast)}`]),
    ...(aim?.atMost === undefined ? [] : [`≤ ${String(aim.atMost)}`]),
  ];
  const met = isMet(figure);
  return {
    measured: [shortened(value), ...(unit === undefined ? [] : [unit])].join(' '),
    aim: bounds.join(' and '),
    met: met === undefined ? '' : met ? 'yes' : 'no',
  };
}

/** Three digits that count: `0.0123`, `1.23`, `12.3`, `1,234`. */
export function shortened(value: number): string {
  return value.toLocaleString(
    'en',
    Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  );
}

export function printFigures(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}`);
  console.table(Object.fromEntries(figures.map((figure) => [figure.what, rowOf(figure)])));
}
