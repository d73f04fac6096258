export interface Scale {
  /** Even steps from the lowest to the highest, which are part of them. */
  readonly ticks: readonly number[];
  /** 0 (lowest) to 1 (highest). */
  readonly at: (value: number) => number;
}

const STEPS = 4;

/**
 * Round numbers that hold all values: [3, 41] → 0, 20, 40, 60; from zero unless the values alone are asked for, and
 * whole ones for what can only be counted.
 */
export function scaleOf(
  values: readonly number[],
  { fromZero = true }: { readonly fromZero?: boolean } = {},
): Scale {
  const least = Math.min(...values, ...(fromZero || values.length === 0 ? [0] : []));
  const most = Math.max(...values, ...(values.length === 0 ? [1] : []));
  const finest = values.every(Number.isInteger) ? 1 : 0;
  const step = roundUp(Math.max((most - least) / STEPS, Math.abs(most) * 1e-6, 1e-9, finest));
  const low = Math.floor(least / step + 1e-9);
  const high = Math.max(low + 1, Math.ceil(most / step - 1e-9));
  const ticks = Array.from({ length: high - low + 1 }, (_, k) => (low + k) * step);
  return { ticks, at: (value) => (value / step - low) / (high - low) };
}

/** 1, 2 or 5 times a power of ten, not below the number. */
function roundUp(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least * (1 - 1e-9))!;
}
