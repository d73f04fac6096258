import type { Relevance } from '@marquee/recommender/evaluation';
import type { HistoryItem, RatingColumns } from '@marquee/recommender/model';
import { takeRows } from '@marquee/recommender/splits/rating-columns';

/** People whose ratings no model is ever trained on; what they liked later is what a model should have recommended. */
export interface Judge {
  readonly person: number;
  /** The earlier four fifths of the ratings, oldest first. */
  readonly history: readonly HistoryItem[];
}

export interface Panel {
  readonly judges: readonly Judge[];
  /** All ratings but those of the people left out: the judges, and who would be one but has liked nothing lately. */
  readonly training: RatingColumns;
  readonly leftOut: readonly number[];
  /** What the judges liked in their last fifth, in the form that `evaluateLists` takes. */
  readonly relevance: Relevance;
}

export interface PanelOptions {
  /** Share of the people who judge, at most. */
  readonly share?: number;
  /** Number of people who judge, at most. */
  readonly most?: number;
}

const LEAST_RATINGS = 10;
const LATER_SHARE = 0.2;
const LIKED = 4;

/**
 * Sets judges apart. Who judges depends on the person's id alone: the live model has not been trained on the judges
 * of today, so that it and a candidate are compared fairly, although each was trained on all ratings of its day.
 * As more people come, the share falls and nobody becomes a judge who was none.
 */
export function convenePanel(ratings: RatingColumns, { share = 0.1, most = 1000 }: PanelOptions = {}): Panel {
  const counts = new Map<number, number>();
  for (const user of ratings.users) counts.set(user, (counts.get(user) ?? 0) + 1);
  const eligible = [...counts].filter(([, count]) => count >= LEAST_RATINGS).map(([user]) => user);
  const limit = Math.min(share, most / Math.max(1, eligible.length));
  const chosen = new Set(eligible.filter((user) => place(user) < limit));
  const rows = new Int32Array(ratings.users.length);
  let kept = 0;
  const judged = new Map<number, number[]>();
  ratings.users.forEach((user, row) => {
    if (chosen.has(user)) judged.set(user, [...(judged.get(user) ?? []), row]);
    else rows[kept++] = row;
  });
  const training = takeRows(ratings, rows.subarray(0, kept));
  return {
    training,
    leftOut: [...chosen],
    ...questions(ratings, judged, training, counts.size - chosen.size),
  };
}

function questions(
  ratings: RatingColumns,
  judged: ReadonlyMap<number, readonly number[]>,
  training: RatingColumns,
  trainPeople: number,
): Pick<Panel, 'judges' | 'relevance'> {
  const judges: Judge[] = [];
  const relevant = new Map<number, ReadonlySet<number>>();
  const seen = new Map<number, ReadonlySet<number>>();
  for (const [person, rows] of [...judged].sort(([a], [b]) => a - b)) {
    const byTime = rows.toSorted((a, b) => ratings.times[a]! - ratings.times[b]! || a - b);
    const later = byTime.splice(byTime.length - Math.floor(LATER_SHARE * byTime.length));
    const liked = later.filter((row) => ratings.values[row]! >= LIKED).map((row) => ratings.movies[row]!);
    if (liked.length === 0) continue;
    judges.push({
      person,
      history: byTime.map((row) => ({
        movieId: ratings.movies[row]!,
        rating: ratings.values[row]!,
        time: ratings.times[row]!,
      })),
    });
    relevant.set(person, new Set(liked));
    seen.set(person, new Set(byTime.map((row) => ratings.movies[row]!)));
  }
  const raters = new Map<number, number>();
  for (const movie of training.movies) raters.set(movie, (raters.get(movie) ?? 0) + 1);
  const people = judges.map(({ person }) => person);
  return { judges, relevance: { people, relevant, seen, raters, trainPeople } };
}

/** A person's place between 0 and 1, spread evenly (the finaliser of MurmurHash3). */
export function place(person: number): number {
  let hash = person ^ 0x5bd1e995;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
