import type { RatingsPage } from '@marquee/contract/taste';

export interface Slice {
  readonly name: string;
  readonly count: number;
  readonly mean: number;
}

/** A person's taste in numbers, from what they rated last. */
export interface TasteFigures {
  readonly count: number;
  readonly mean: number;
  /** Mean of (own stars − everybody's mean); above 0: kinder than others. */
  readonly kinder: number | null;
  readonly histogram: readonly { readonly stars: number; readonly own: number }[];
  readonly genres: readonly Slice[];
  readonly decades: readonly Slice[];
}

const STEPS = Array.from({ length: 10 }, (_, index) => (index + 1) / 2);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

export function tasteOf(items: RatingsPage['items']): TasteFigures {
  const differences = items
    .filter(({ movie }) => movie.ratingMean !== null)
    .map(({ rating, movie }) => rating - movie.ratingMean!);
  const slices = (namesOf: (item: RatingsPage['items'][number]) => readonly string[]): Slice[] => {
    const groups = new Map<string, number[]>();
    for (const item of items)
      for (const name of namesOf(item)) groups.set(name, [...(groups.get(name) ?? []), item.rating]);
    return [...groups].map(([name, ratings]) => ({ name, count: ratings.length, mean: mean(ratings) }));
  };
  const decade = (year: number | null): readonly string[] =>
    year === null ? [] : [String(Math.floor(year / 10) * 10)];
  return {
    count: items.length,
    mean: mean(items.map(({ rating }) => rating)),
    kinder: differences.length === 0 ? null : mean(differences),
    histogram: STEPS.map((stars) => ({ stars, own: items.filter(({ rating }) => rating === stars).length })),
    genres: slices(({ movie }) => movie.genres)
      .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
      .slice(0, 8),
    decades: slices(({ movie }) => decade(movie.year)).sort((a, b) => Number(a.name) - Number(b.name)),
  };
}
