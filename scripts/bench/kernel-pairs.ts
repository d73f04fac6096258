import { seededRandom } from '../../recommender/src/random.ts';
import { Draw } from './draw.ts';

/** How large a matrix is; `pairs` is what is aimed at. */
export interface Shape {
  readonly users: number;
  readonly movies: number;
  readonly pairs: number;
}

/** What one person saw; distinct. */
interface Seen {
  readonly user: number;
  readonly movies: ReadonlySet<number>;
}

/**
 * Who saw what, in the manner of MovieLens: log-normal numbers of films a person (20 at least, a third of the catalogue at
 * most), films drawn by 1 / (rank + 295)².
 */
export function* pairsByPerson(shape: Shape): Generator<Seen> {
  const random = seededRandom(20);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const weights = Float64Array.from({ length: shape.users }, () => Math.exp(1.15 * normal()));
  const mean = weights.reduce((sum, value) => sum + value, 0) / shape.users;
  const more = Math.max(1, shape.pairs / shape.users - 20);
  const most = Math.floor(shape.movies / 3);
  const draw = new Draw(shape.movies, (movie) => 1 / (movie + 295) ** 2);
  for (const [user, weight] of weights.entries()) {
    const wanted = Math.min(most, Math.floor(20 + (weight / mean) * more));
    const seen = new Set<number>();
    while (seen.size < wanted) seen.add(draw.at(random()));
    yield { user, movies: seen };
  }
}

/** All pairs of pairsByPerson, ordered by person. */
export function randomPairs(shape: Shape): { readonly users: Int32Array; readonly movies: Int32Array } {
  let users = new Int32Array(shape.pairs);
  let movies = new Int32Array(shape.pairs);
  let count = 0;
  for (const { user, movies: seen } of pairsByPerson(shape)) {
    if (count + seen.size > users.length) {
      users = longer(users);
      movies = longer(movies);
    }
    for (const movie of seen) {
      users[count] = user;
      movies[count++] = movie;
    }
  }
  return { users: users.slice(0, count), movies: movies.slice(0, count) };
}

function longer(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const result = new Int32Array(Math.ceil(values.length * 1.2) + 100_000);
  result.set(values);
  return result;
}
