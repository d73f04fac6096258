import type { Movie } from '@marquee/contract/movie';
import { movieDocument } from '@marquee/elastic/movie-document';
import type { MovieDocument } from '@marquee/elastic/movie-document';
import { fakeEmbedder } from '@marquee/recommender/embedder-fake';
import { movieText } from '@marquee/recommender/movie-text';

/** For tests: a film with what the story needs. */
export const aMovie = (id: number, title: string, facts: Partial<Movie> = {}): Movie => ({
  id, title, originalTitle: null, year: 1999, runtime: 100, genres: ['Drama'], languages: ['en'], countries: ['US'],
  directors: [], actors: [], keywords: [], moods: [], overview: null, tagline: null, imdbId: null, tmdbId: null,
  posterPath: null, ratingCount: 10, ratingMean: 3.5, popularity: 0.3, ...facts,
}); // prettier-ignore

/** For tests: a few films that everybody knows, and enough others for many pages. */
export const CATALOGUE: readonly Movie[] = [
  aMovie(1, 'The Godfather', {
    year: 1972, genres: ['Crime', 'Drama'], directors: ['Francis Ford Coppola'], actors: ['Marlon Brando', 'Al Pacino'],
    overview: 'The ageing head of a crime family hands his empire to his reluctant son.', ratingCount: 300, ratingMean: 4.5,
  }),
  aMovie(2, 'Heat', {
    year: 1995, genres: ['Crime', 'Thriller'], directors: ['Michael Mann'], actors: ['Al Pacino', 'Robert De Niro'],
    overview: 'A detective hunts a gang of bank robbers in Los Angeles.', ratingCount: 200, ratingMean: 4.2,
  }),
  aMovie(3, 'The Heat', { year: 2013, genres: ['Comedy'], overview: 'Two women of the police do not get on.', ratingCount: 20 }),
  aMovie(4, 'Groundhog Day', {
    year: 1993, genres: ['Comedy', 'Romance'], actors: ['Bill Murray'], directors: ['Harold Ramis'],
    overview: 'A weatherman relives the same day over and over.', ratingCount: 250, ratingMean: 4.1,
  }),
  aMovie(5, 'Amélie', {
    year: 2001, genres: ['Comedy', 'Romance'], languages: ['fr'], countries: ['FR'], actors: ['Audrey Tautou'],
    overview: 'A shy waitress in Paris brings happiness to others.', ratingCount: 150, ratingMean: 4.3,
  }),
  aMovie(6, 'WALL·E', { year: 2008, genres: ['Animation', 'Sci-Fi'], overview: 'A small robot cleans up the earth.', ratingCount: 180 }),
  ...Array.from({ length: 420 }, (_, at) =>
    aMovie(1000 + at, `Lantern ${String(at)}`, {
      year: 1930 + (at % 90),
      genres: [at % 2 === 0 ? 'Western' : 'War'],
      overview: `A lantern keeper waits for a ship, part ${String(at)}.`,
      ratingCount: at % 30,
    }),
  ),
]; // prettier-ignore

/** For tests: documents with vectors of the fake embedder. */
export async function documentsOf(movies: readonly Movie[]): Promise<MovieDocument[]> {
  const vectors = await fakeEmbedder().embed(movies.map((movie) => movieText(movie)));
  return movies.map((movie, at) => movieDocument(movie, [], vectors[at]));
}
