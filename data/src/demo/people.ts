import type { DemoFilm } from '#demo/catalogue';
import { UNNAMED_QUALITIES } from '#demo/film-traits';
import type { Random } from '#demo/random';
import { TASTES } from '#demo/tastes';

export interface ImaginaryPerson {
  /** From 1. */
  readonly number: number;
  /** Weight of each taste at first and after all the years: tastes drift. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Weight of each quality without a name. */
  readonly unnamed: Float64Array;
  /** Directors and actors whose films they look for. */
  readonly favourites: ReadonlySet<string>;
  /** How much fame decides what they see; 1 is usual. */
  readonly mainstream: number;
  /** Stars above or below others. */
  readonly bias: number;
  /** How far their stars lie apart; 1 is usual. */
  readonly temper: number;
  /** Share of ratings given in whole stars. */
  readonly wholeStars: number;
  /** How many films they rate. */
  readonly ratings: number;
  /** Seconds since 1970-01-01 UTC of the first and of the last rating. */
  readonly from: number;
  readonly to: number;
}

const FIRST_DAY = Date.UTC(2011, 0, 1) / 1000;
const LAST_DAY = Date.UTC(2025, 11, 31) / 1000;
const YEAR_SECONDS = 365.25 * 24 * 3600;
const FEWEST = 20;
const MOST = 600;

/** Draws one person. `names`: directors and actors, each as often as they are to be favoured. */
export function imaginePerson(number: number, names: readonly string[], random: Random): ImaginaryPerson {
  const before = mixture(random);
  const after = blend(before, mixture(random), random.between(0, 0.6));
  const from = random.between(FIRST_DAY, LAST_DAY - 0.5 * YEAR_SECONDS);
  const span = Math.min(LAST_DAY - from, Math.exp(1.1 * random.normal()) * 1.2 * YEAR_SECONDS);
  return {
    number,
    before,
    after,
    unnamed: Float64Array.from({ length: UNNAMED_QUALITIES }, () => 0.3 * random.normal()),
    favourites: new Set(Array.from({ length: 2 + random.below(4) }, () => random.pick(names))),
    mainstream: Math.min(1.5, Math.max(0.25, 1 + 0.35 * random.normal())),
    bias: 0.35 * random.normal(),
    temper: Math.exp(0.25 * random.normal()),
    wholeStars: random.uniform() < 0.45 ? random.between(0.75, 1) : random.between(0.1, 0.5),
    ratings: Math.round(Math.min(MOST, Math.max(FEWEST, Math.exp(4.25 + 0.85 * random.normal())))),
    from,
    to: from + span,
  };
}

/** Directors twice and actors once for every film. */
export function namesOf(films: readonly DemoFilm[]): string[] {
  return films.flatMap(({ directors, actors }) => [...directors, ...directors, ...actors]);
}

/** One to three tastes that one likes, one that one does not, and a little of everything. */
function mixture(random: Random): Float64Array {
  const weights = Float64Array.from(TASTES, () => 0.1 * random.normal());
  const liked = 1 + random.below(3);
  for (let i = 0; i < liked; i += 1) weights[drawTaste(random)]! += random.between(0.5, 1) / Math.sqrt(liked);
  weights[random.below(TASTES.length)]! -= random.between(0.2, 0.5);
  return weights;
}

const TOTAL_SPREAD = TASTES.reduce((total, { spread }) => total + spread, 0);

function drawTaste(random: Random): number {
  let rest = random.uniform() * TOTAL_SPREAD;
  return Math.max(
    0,
    TASTES.findIndex(({ spread }) => (rest -= spread) < 0),
  );
}

const blend = (one: Float64Array, other: Float64Array, share: number): Float64Array =>
  one.map((value, i) => (1 - share) * value + share * other[i]!);
