import type { HistoryItem, RatingColumns } from '#model';
import { seededRandom } from '#random';

/** Ratings of people with a taste for odd or for even films, so that there is something to learn; some pairs are left out. */
export function someRatings(of: {
  readonly users: number;
  readonly movies: number;
  readonly seed: number;
  readonly share?: number;
}): RatingColumns {
  const random = seededRandom(of.seed);
  const rows: [number, number, number, number][] = [];
  for (let user = 1; user <= of.users; user++) {
    for (let movie = 1; movie <= of.movies; movie++) {
      if (random() > (of.share ?? 0.4)) continue;
      const liked = (user + movie) % 2 === 0 ? 4 : 2;
      rows.push([user * 10, movie * 3, liked + Math.floor(random() * 3) / 2, 1_000 * rows.length]);
    }
  }
  return columns(rows);
}

/** Rows of (user, movie, stars, time) as columns. */
export function columns(rows: readonly (readonly [number, number, number, number])[]): RatingColumns {
  return {
    users: Int32Array.from(rows, ([user]) => user),
    movies: Int32Array.from(rows, ([, movie]) => movie),
    values: Float32Array.from(rows, ([, , stars]) => stars),
    times: Float64Array.from(rows, ([, , , time]) => time),
  };
}

/** One person's ratings. */
export function historyOf(ratings: RatingColumns, user: number): HistoryItem[] {
  return Array.from(ratings.users.keys())
    .filter((k) => ratings.users[k] === user)
    .map((k) => ({ movieId: ratings.movies[k]!, rating: ratings.values[k]!, time: ratings.times[k]! }));
}

/** Every rating two times, as some files have them. */
export function twice({ users, movies, values, times }: RatingColumns): RatingColumns {
  return {
    users: Int32Array.from([...users, ...users]),
    movies: Int32Array.from([...movies, ...movies]),
    values: Float32Array.from([...values, ...values]),
    times: Float64Array.from([...times, ...times]),
  };
}
