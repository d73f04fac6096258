import type { HistoryItem, MovieFacts, RatingColumns, TrainingData } from '#model';
import { seededRandom } from '#random';

const DAY = 86_400;
const GENRES = ['Noir', 'Western', 'Musical'] as const;
/** Movies of each genre; ids are 1000 × (genre + 1) + place. */
const PER_GENRE = 40;

export const movieOf = (genre: (typeof GENRES)[number], place: number): number =>
  1000 * (GENRES.indexOf(genre) + 1) + place;

/** A catalogue of three genres, each movie with people and a year; the first of a genre are the best known. */
export function aCatalogue(): MovieFacts[] {
  return GENRES.flatMap((genre) =>
    Array.from({ length: PER_GENRE }, (_, place) => ({
      id: movieOf(genre, place),
      title: `${genre} number ${place} (${1950 + place})`,
      year: 1950 + place,
      genres: [genre],
      people: [`${genre} star ${place % 5}`],
      keywords: [`${genre} plot ${place % 7}`],
      language: 'en',
    })),
  );
}

/**
 * People who each love one genre, rate 20 to 30 films of it high and a few others low, over a year; the crowd's
 * favourites of a genre are rated most.
 */
export function aCrowd({
  people = 120,
  seed = 7,
}: { readonly people?: number; readonly seed?: number } = {}): TrainingData {
  const random = seededRandom(seed);
  const rows: { user: number; movie: number; value: number; time: number }[] = [];
  for (let user = 1; user <= people; user++) {
    const loved = user % GENRES.length;
    const rated = new Set<number>();
    while (rated.size < 24) {
      const genre = random() < 0.85 ? loved : Math.floor(random() * GENRES.length);
      rated.add(movieOf(GENRES[genre]!, Math.floor(random() ** 1.5 * PER_GENRE)));
    }
    [...rated].forEach((movie, place) => {
      const fits = Math.floor(movie / 1000) - 1 === loved;
      const value = fits ? 4 + Math.round(random() * 2) / 2 : 1.5 + Math.round(random() * 2) / 2;
      rows.push({ user, movie, value, time: (10_000 + user + place) * DAY });
    });
  }
  return { movies: aCatalogue(), ratings: asColumns(rows) };
}

/** Somebody who loves a genre and has rated its first films 5 stars, another genre's 1 star. */
export function aTaste(loved: (typeof GENRES)[number], count = 8): HistoryItem[] {
  const other = GENRES[(GENRES.indexOf(loved) + 1) % GENRES.length]!;
  const rate = (movieId: number, rating: number, place: number): HistoryItem => ({
    movieId,
    rating,
    time: (10_100 + place) * DAY,
  });
  return [
    ...Array.from({ length: count }, (_, place) => rate(movieOf(loved, place), 5, place)),
    ...Array.from({ length: 3 }, (_, place) => rate(movieOf(other, place), 1, place)),
  ];
}

function asColumns(
  rows: readonly { user: number; movie: number; value: number; time: number }[],
): RatingColumns {
  return {
    users: Int32Array.from(rows, ({ user }) => user),
    movies: Int32Array.from(rows, ({ movie }) => movie),
    values: Float32Array.from(rows, ({ value }) => value),
    times: Float64Array.from(rows, ({ time }) => time),
  };
}
