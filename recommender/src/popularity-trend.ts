import type { ModelPart, RatingColumns } from '#model';
import { pickRows, rowLookup } from '#row-lookup';
import { bestFirst, topRows } from '#top-rows';

export const DAY = 86_400;
export const YEAR = 365.25 * DAY;
const BUCKET = 30 * DAY;
/** Years in which the weight of a rating falls to 1/e: now, this year, these years. */
export const SPANS = [0.25, 1, 4] as const;
const LIKED = 4;
/** Numbers kept of moments computed before. */
const KEPT = 12_000_000;
/** Where fewer than one row in so many is asked for, only these are computed. */
const SPARSE = 4;
/** Movies that leaders are looked for among, and leaders by each measure. */
const MOST_RATED = 20_000;
const LEADERS = 1000;

/** Ratings around a moment, for every movie row: the mean number in 30 days, weighted by e^(−distance / span). */
export interface Trend {
  /** One array a span of SPANS. */
  readonly ratings: readonly Float32Array[];
  /** ln(1 + 10 × ratings of 4 stars and more, over SPANS[1]) × damped mean: what is shown to people nothing is known of. */
  readonly popular: Float32Array;
}

/** How often each movie is rated, how well, since when, and how that changes with time. */
export class PopularityTrend {
  readonly movieIds: Int32Array;
  readonly count: Int32Array;
  /** Damped mean in stars: (Σ ratings + 5 · mean of all) / (n + 5). */
  readonly mean: Float32Array;
  /** (ratings of 4 and more + 2) / (n + 4). */
  readonly likedShare: Float32Array;
  /** Days since 1970 of the first rating. */
  readonly firstDay: Int32Array;
  /** Days since 1970 of the first and the last rating of all. */
  readonly days: readonly [number, number];
  /** Ratings in 30 days of a movie, mean over movies and time. */
  readonly usualRate: number;
  /** Mean of the damped means, stars. */
  readonly usualMean: number;
  private readonly part: ModelPart;
  /** The row of a movie, or undefined. */
  readonly row: (movieId: number) => number | undefined;
  private readonly everyRow: Int32Array;
  private readonly kept = new Map<number, Trend>();
  private readonly keptLeaders = new Map<number, readonly Int32Array[]>();
  private mostRated: Int32Array | undefined;

  constructor(part: ModelPart) {
    const { movieIds, count, mean, likedShare, firstDay } = part.blocks;
    this.part = part;
    this.movieIds = movieIds as Int32Array;
    this.row = rowLookup(this.movieIds);
    this.everyRow = this.movieIds.map((_, row) => row);
    this.count = count as Int32Array;
    this.mean = mean as Float32Array;
    this.likedShare = likedShare as Float32Array;
    this.firstDay = firstDay as Int32Array;
    this.days = part.header.days as [number, number];
    const ratings = this.count.reduce((sum, value) => sum + value, 0);
    this.usualRate = ratings / Math.max(1, this.count.length * this.buckets) || 1;
    this.usualMean = this.mean.reduce((sum, value) => sum + value, 0) / Math.max(1, this.mean.length);
  }

  private get buckets(): number {
    return Math.floor(((this.days[1] - this.days[0]) * DAY) / BUCKET) + 1;
  }

  /** Number of ratings of a movie, 0 where it has none. */
  ratingsOf(movieId: number): number {
    return this.count[this.row(movieId) ?? -1] ?? 0;
  }

  /** Damped mean of a movie in stars; the usual mean where it has no ratings. */
  meanOf(movieId: number): number {
    return this.mean[this.row(movieId) ?? -1] ?? this.usualMean;
  }

  /** The moment brought inside the time of the ratings: a person of today is asked about the newest that is known. */
  clamp(time: number): number {
    return Math.min(Math.max(time, this.days[0] * DAY), this.days[1] * DAY);
  }

  /** Popularity around a moment (seconds since 1970), of every row. */
  at(time: number): Trend {
    const bucket = this.bucketOf(time);
    const kept = this.kept.get(bucket);
    if (kept) return kept;
    const trend = this.compute(bucket, this.everyRow);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size * 4 * this.movieIds.length < KEPT) break;
      this.kept.delete(oldest);
    }
    this.kept.set(bucket, trend);
    return trend;
  }

  /** Popularity around a moment of some rows, in their order; 0 for row −1. */
  over(time: number, rows: Int32Array): Trend {
    if (rows.length * SPARSE < this.movieIds.length) return this.compute(this.bucketOf(time), rows);
    const { ratings, popular } = this.at(time);
    return { ratings: ratings.map((values) => pickRows(values, rows)), popular: pickRows(popular, rows) };
  }

  /**
   * Rows of the most popular movies around a moment, best first, by each of the two measures that candidates are taken from; out
   * of those with the most ratings of all time, so that a moment costs the same in any catalogue.
   */
  leaders(time: number): readonly Int32Array[] {
    const bucket = this.bucketOf(time);
    let leaders = this.keptLeaders.get(bucket);
    if (leaders === undefined) {
      this.mostRated ??= Int32Array.from(
        topRows(Float32Array.from(this.count), MOST_RATED, new Uint8Array(this.count.length)),
      ).sort();
      const rows = this.mostRated;
      const { ratings, popular } = this.compute(bucket, rows);
      leaders = [popular, ratings[1]!].map((values) =>
        Int32Array.from(bestFirst(values, LEADERS, new Uint8Array(rows.length)), (at) => rows[at]!),
      );
      this.keptLeaders.set(bucket, leaders);
    }
    return leaders;
  }

  private bucketOf(time: number): number {
    return Math.floor((this.clamp(time) - this.days[0] * DAY) / BUCKET);
  }

  private compute(now: number, rows: Int32Array): Trend {
    const { start, bucket, rated, liked } = this.part.blocks as Record<string, Int32Array>;
    const { buckets } = this;
    const [near, year, years] = SPANS.map((span) => shares(buckets, now, span)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const ratings = SPANS.map(() => new Float32Array(rows.length));
    const popular = new Float32Array(rows.length);
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place]!;
      if (row < 0) continue;
      let [a, b, c, likes] = [0, 0, 0, 0];
      const end = start![row + 1]!;
      for (let k = start![row]!; k < end; k++) {
        const at = bucket![k]!;
        const count = rated![k]!;
        a += near[at]! * count;
        b += year[at]! * count;
        c += years[at]! * count;
        likes += year[at]! * liked![k]!;
      }
      ratings[0]![place] = a;
      ratings[1]![place] = b;
      ratings[2]![place] = c;
      popular[place] = Math.log1p(10 * likes) * this.mean[row]!;
    }
    return { ratings, popular };
  }

  save(): ModelPart {
    return this.part;
  }
}

/** The weight of each bucket around one, all of them adding up to 1. */
function shares(buckets: number, now: number, span: number): Float64Array {
  const weights = new Float64Array(buckets);
  let total = 0;
  for (let at = 0; at < buckets; at++)
    total += weights[at] = Math.exp((-Math.abs(at - now) * BUCKET) / (span * YEAR));
  return weights.map((weight) => weight / total);
}

/** Counts the ratings of each movie by 30 days. Movies in ascending id. */
export function fitPopularityTrend(ratings: RatingColumns): PopularityTrend {
  const n = ratings.movies.length;
  const movieIds = Int32Array.from(new Set(ratings.movies)).sort();
  const rows = new Map(Array.from(movieIds, (id, row) => [id, row]));
  let [first, last, sum] = [Infinity, -Infinity, 0];
  for (let k = 0; k < n; k++) {
    first = Math.min(first, ratings.times[k]!);
    last = Math.max(last, ratings.times[k]!);
    sum += ratings.values[k]!;
  }
  const days = n === 0 ? [0, 0] : [Math.floor(first / DAY), Math.ceil(last / DAY)];
  const cells = Array.from(movieIds, () => new Map<number, [number, number]>());
  const [count, firstDay] = [new Int32Array(movieIds.length), new Int32Array(movieIds.length).fill(days[1]!)];
  const [mean, likedShare] = [new Float32Array(movieIds.length), new Float32Array(movieIds.length)];
  for (let k = 0; k < n; k++) {
    const row = rows.get(ratings.movies[k]!)!;
    const liked = ratings.values[k]! >= LIKED ? 1 : 0;
    const at = Math.floor((ratings.times[k]! - days[0]! * DAY) / BUCKET);
    const cell = cells[row]!.get(at) ?? [0, 0];
    cells[row]!.set(at, [cell[0] + 1, cell[1] + liked]);
    count[row]!++;
    mean[row]! += ratings.values[k]!;
    likedShare[row]! += liked;
    firstDay[row] = Math.min(firstDay[row]!, Math.floor(ratings.times[k]! / DAY));
  }
  movieIds.forEach((_, row) => {
    mean[row] = (mean[row]! + (5 * sum) / n) / (count[row]! + 5);
    likedShare[row] = (likedShare[row]! + 2) / (count[row]! + 4);
  });
  const start = new Int32Array(movieIds.length + 1);
  cells.forEach((cell, row) => (start[row + 1] = start[row]! + cell.size));
  const flat = cells.flatMap((cell) => [...cell].sort((a, b) => a[0] - b[0]));
  const blocks = {
    ...{ movieIds, count, mean, likedShare, firstDay, start },
    bucket: Int32Array.from(flat, ([at]) => at),
    rated: Int32Array.from(flat, ([, [rated]]) => rated),
    liked: Int32Array.from(flat, ([, [, liked]]) => liked),
  };
  return new PopularityTrend({ name: 'popular', header: { days }, blocks });
}
