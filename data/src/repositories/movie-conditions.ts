import type { Filters } from '@marquee/contract/filters';
import { MEAN_COLUMN } from '#movie-row';

/** The filters that every list shares, as a condition on table alias `m`; parameters count from $1. */
export function movieConditions(filters: Filters): {
  readonly where: string;
  readonly parameters: unknown[];
} {
  const parameters: unknown[] = [];
  const parts: string[] = [];
  const add = (value: unknown, part: (place: string) => string): void => {
    if (value === undefined) return;
    parameters.push(value);
    parts.push(part(`$${String(parameters.length)}`));
  };
  add(filters.genres, (p) => `m.genres @> ${p}::text[]`);
  add(filters.yearFrom, (p) => `m.year >= ${p}`);
  add(filters.yearTo, (p) => `m.year <= ${p}`);
  add(filters.minRating, (p) => `${MEAN_COLUMN} >= ${p}::float8`);
  add(filters.language, (p) => `m.languages @> ARRAY[${p}]::text[]`);
  add(filters.runtimeMax, (p) => `m.runtime <= ${p}`);
  add(filters.person, (p) => `lower(${p}) IN (SELECT lower(unnest(m.directors || m.actors)))`);
  return { where: parts.length === 0 ? 'true' : parts.map((part) => `(${part})`).join(' AND '), parameters };
}
