import type { ModelPart, MovieFacts } from '#model';
import { rowLookup } from '#row-lookup';

/** Every movie that anything is known of, rated or not, with what the blend asks of it. Rows in ascending id. */
export class MovieTable {
  readonly movieIds: Int32Array;
  /** Year of release, 0 where unknown. */
  readonly years: Int32Array;
  readonly genreNames: readonly string[];
  private readonly start: Int32Array;
  private readonly index: Int32Array;
  /** The row of a movie, or undefined. */
  readonly row: (movieId: number) => number | undefined;
  private readonly part: ModelPart;

  constructor(part: ModelPart) {
    this.part = part;
    this.genreNames = part.header.genres as string[];
    this.movieIds = part.blocks.movieIds as Int32Array;
    this.years = part.blocks.years as Int32Array;
    this.start = part.blocks.start as Int32Array;
    this.index = part.blocks.index as Int32Array;
    this.row = rowLookup(this.movieIds);
  }

  /** Numbers of a movie's genres in `genreNames`. */
  genres(row: number): Int32Array {
    return this.index.subarray(this.start[row]!, this.start[row + 1]!);
  }

  /** For each row of this table the row in another list of ids, −1 where that lacks it. */
  rowsIn(movieIds: Int32Array): Int32Array {
    const other = rowLookup(movieIds);
    return this.movieIds.map((id) => other(id) ?? -1);
  }

  save(): ModelPart {
    return this.part;
  }
}

export function buildMovieTable(rated: Int32Array, movies: readonly MovieFacts[]): MovieTable {
  const facts = new Map(movies.map((movie) => [movie.id, movie]));
  const movieIds = Int32Array.from(new Set([...rated, ...facts.keys()])).sort();
  const genres = [...new Set(movies.flatMap((movie) => movie.genres))].sort();
  const number = new Map(genres.map((genre, at) => [genre, at]));
  const start = new Int32Array(movieIds.length + 1);
  const index: number[] = [];
  movieIds.forEach((id, row) => {
    for (const genre of new Set(facts.get(id)?.genres)) index.push(number.get(genre)!);
    start[row + 1] = index.length;
  });
  const years = movieIds.map((id) => facts.get(id)?.year ?? 0);
  return new MovieTable({
    name: 'movies',
    header: { genres },
    blocks: { movieIds, years, start, index: Int32Array.from(index) },
  });
}
