import type { RatingColumns } from '../../../recommender/src/model.ts';
import { seededRandom } from '../../../recommender/src/random.ts';
import { Draw } from '../draw.ts';

const A_PERSON = 40;
const FIRST_TIME = 1_000_000_000;

/**
 * Ratings of a catalogue in which every film has been rated twice at least, so that every model knows it: people draw 40
 * films of their own by 1 / (rank + 100), and like those of their own kind, of which there are 20.
 * Movies have the ids 1 to `films`.
 */
export function crowdRatings(films: number): RatingColumns {
  const random = seededRandom(films);
  const people = Math.max(2000, Math.ceil(films / 10));
  const draw = new Draw(films, (place) => 1 / (place + 100));
  const seen = Array.from({ length: people }, () => new Set<number>());
  for (let film = 0; film < films; film++) {
    seen[film % people]!.add(film);
    seen[(film * 7 + 3) % people]!.add(film);
  }
  for (const own of seen) for (let at = 0; at < A_PERSON; at++) own.add(draw.at(random()));
  const count = seen.reduce((sum, own) => sum + own.size, 0);
  const columns = {
    users: new Int32Array(count),
    movies: new Int32Array(count),
    values: new Float32Array(count),
    times: new Float64Array(count),
  };
  let row = 0;
  for (const [person, own] of seen.entries()) {
    for (const film of own) {
      const likes = film % 20 === person % 20 || random() < 0.3;
      columns.users[row] = person + 1;
      columns.movies[row] = film + 1;
      columns.values[row] = likes ? 4 + Math.round(2 * random()) / 2 : 1.5 + Math.round(4 * random()) / 2;
      columns.times[row] = FIRST_TIME + 60 * row;
      row += 1;
    }
  }
  return columns;
}
