import { Tally } from '@marquee/data/import/report';
import type { CatalogueSource } from '@marquee/data/import/catalogue-import';
import type { NewMovie } from '@marquee/data/movie-row';
import { seededRandom } from '@marquee/recommender/random';

const TASTES = ['Western', 'Horror', 'Romance', 'Sci-Fi'] as const;
const SCENES = {
  Western: 'A sheriff rides into a dusty town and faces the man who burned his ranch.',
  Horror: 'A family moves into a house where something walks behind the walls at night.',
  Romance: 'Two strangers miss the last train and fall in love before the morning.',
  'Sci-Fi': 'A crew wakes near a dying star and finds that the ship has a will of its own.',
} as const;
const LEAST_RATINGS = 30;
const START_SECONDS = 1_600_000_000;

/** For tests: films of four kinds, and people who love one kind and say so of whatever they happen to see. */
export function aSmallCatalogue({ films = 240, people = 400, seed = 1 } = {}): CatalogueSource {
  const movies = Array.from({ length: films }, (_, at) => aFilm(at + 1));
  return {
    source: 'test',
    kind: 'generated',
    personName: 'Tester',
    movies,
    moviesRead: films,
    tally: new Tally(),
    ratings: async (add) => {
      const random = seededRandom(seed);
      let count = 0;
      for (let person = 1; person <= people; person++) {
        const seen = movies.filter(() => random() < LEAST_RATINGS / films);
        for (const [at, movie] of seen.toSorted(() => random() - 0.5).entries()) {
          const halfStars =
            movie.genres[0] === TASTES[person % TASTES.length] ? 9 : 2 + Math.floor(random() * 3);
          await add(person, movie.id, halfStars, START_SECONDS + person * 1000 + at);
          count += 1;
        }
      }
      return count;
    },
  };
}

function aFilm(id: number): NewMovie {
  const genre = TASTES[id % TASTES.length]!;
  return {
    id,
    source: 'test',
    title: `${genre} number ${id}`,
    originalTitle: null,
    aliases: [],
    year: 1950 + (id % 70),
    runtime: 90,
    genres: [genre],
    languages: ['en'],
    countries: ['US'],
    directors: [`Director ${id % 20}`],
    actors: [`Actor ${id % 50}`],
    keywords: [genre.toLowerCase()],
    moods: [],
    overview: `${SCENES[genre]} It is the story of take ${id}.`,
    tagline: null,
    imdbId: null,
    tmdbId: null,
    posterPath: null,
  };
}
