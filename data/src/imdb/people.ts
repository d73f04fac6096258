import type { Tally } from '#import/report';
import type { NewMovie } from '#movie-row';
import { given, numberOf, placeOf, readTabLines } from '#imdb/tab-lines';

const PRINCIPALS = ['tconst', 'ordering', 'nconst', 'category'];
const NAMES = ['nconst', 'primaryName'];
const ACTING = new Set(['actor', 'actress', 'self']);
const MOST_ACTORS = 12;
const MOST_DIRECTORS = 4;

/** Numbers of people in a film, in the order of the credits. */
interface Credits {
  readonly directors: number[];
  readonly actors: number[];
}

export interface PeopleOptions {
  readonly principals: string;
  readonly names: string;
  readonly tally: Tally;
  readonly signal?: AbortSignal | undefined;
  /** Share of both files, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * Gives the films their directors and actors. Only credits of these films and names of those people are kept in
 * memory, however long the two files are.
 */
export async function addPeople(movies: Map<number, NewMovie>, options: PeopleOptions): Promise<void> {
  const { principals, tally, signal, onProgress } = options;
  const credits = new Map<number, Credits>();
  await readTabLines(principals, {
    columns: PRINCIPALS,
    signal,
    onProgress: (share) => onProgress?.(share * 0.7),
    row: (line, number) => {
      const movie = numberOf('tt', line.slice(0, line.indexOf('\t')));
      if (movie === undefined) return tally.add('malformed-row', () => placeOf(principals, line, number));
      if (!movies.has(movie)) return;
      const [, , personText, category = ''] = line.split('\t', 4);
      const person = numberOf('nm', personText);
      if (person === undefined) return tally.add('malformed-row', () => placeOf(principals, line, number));
      let film = credits.get(movie);
      if (film === undefined) credits.set(movie, (film = { directors: [], actors: [] }));
      if (category === 'director') note(film.directors, person, MOST_DIRECTORS);
      else if (ACTING.has(category)) note(film.actors, person, MOST_ACTORS);
    },
  });
  const named = await readNames(credits, options);
  for (const [id, { directors, actors }] of credits) {
    const texts = (people: readonly number[]) => people.flatMap((person) => named.get(person) ?? []);
    const movie = movies.get(id)!;
    movies.set(id, { ...movie, directors: texts(directors), actors: texts(actors) });
  }
  for (const { id, title, directors, actors } of movies.values())
    if (directors.length + actors.length === 0) tally.add('no-people', () => `${String(id)} ${title}`);
}

/** A person who is credited twice for one kind of work counts once. */
function note(list: number[], person: number, most: number): void {
  if (list.length < most && !list.includes(person)) list.push(person);
}

async function readNames(
  credits: ReadonlyMap<number, Credits>,
  { names, tally, signal, onProgress }: PeopleOptions,
): Promise<Map<number, string>> {
  const wanted = new Set<number>();
  for (const { directors, actors } of credits.values())
    for (const person of [...directors, ...actors]) wanted.add(person);
  const named = new Map<number, string>();
  await readTabLines(names, {
    columns: NAMES,
    signal,
    onProgress: (share) => onProgress?.(0.7 + share * 0.3),
    row: (line, number) => {
      const person = numberOf('nm', line.slice(0, line.indexOf('\t')));
      if (person === undefined) return tally.add('malformed-row', () => placeOf(names, line, number));
      if (!wanted.has(person)) return;
      const name = given(line.split('\t', 2)[1]);
      if (name !== null) named.set(person, name);
    },
  });
  return named;
}
