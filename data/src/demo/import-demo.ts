import { setImmediate } from 'node:timers/promises';
import type { Database } from '#database';
import { readCatalogue } from '#demo/catalogue';
import type { DemoFilm } from '#demo/catalogue';
import { DEMO_PEOPLE, imagineRatings } from '#demo/ratings';
import { importCatalogue } from '#import/catalogue-import';
import type { CatalogueSource, ImportOptions } from '#import/catalogue-import';
import { Tally } from '#import/report';
import type { ImportReport } from '#import/report';
import type { NewMovie } from '#movie-row';

/** How often progress is told, and timers and a wish to stop come through. */
const PEOPLE_A_STEP = 25;

/**
 * Puts the built-in catalogue and the ratings of imaginary people in the place of the present data. Done twice it
 * changes nothing; accounts and what they said stay.
 * @throws ProblemError `conflict` when another import is running, `database-unavailable`; the signal's reason.
 */
export async function importDemo(database: Database, options: ImportOptions = {}): Promise<ImportReport> {
  const films = await readCatalogue();
  return await importCatalogue(database, demoSource(films), options);
}

/** The demo in the form that every source has. */
export function demoSource(films: readonly DemoFilm[]): CatalogueSource {
  return {
    source: 'demo',
    kind: 'generated',
    personName: 'Imaginary person',
    movies: films.map(asMovie),
    moviesRead: films.length,
    tally: new Tally(),
    ratings: async (add, progress) => {
      let read = 0;
      let people = 0;
      for (const ratings of imagineRatings(films)) {
        for (const { person, movieId, halfStars, time } of ratings) {
          const full = add(person, movieId, halfStars, time);
          if (full !== undefined) await full;
        }
        read += ratings.length;
        people += 1;
        if (people % PEOPLE_A_STEP !== 0) continue;
        progress(people / DEMO_PEOPLE);
        await setImmediate();
      }
      return read;
    },
  };
}

/** A line of the catalogue as Postgres keeps it; fame and acclaim live on in the imaginary ratings alone. */
function asMovie({ fame: _fame, acclaim: _acclaim, originalTitle, ...film }: DemoFilm): NewMovie {
  return {
    ...film,
    source: 'demo',
    originalTitle: originalTitle === film.title ? null : originalTitle,
    aliases: [],
    tagline: null,
    imdbId: null,
    tmdbId: null,
    posterPath: null,
  };
}
