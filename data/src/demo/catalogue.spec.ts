import { describe, expect, it } from 'vitest';
import { CATALOGUE_FOLDER, MOODS, readCatalogue } from '#demo/catalogue';
import type { DemoFilm } from '#demo/catalogue';
import { alike } from '#demo/shingles';
import { foldTitle } from '#folding';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GENRES } from '@marquee/contract/movie';

const films = await readCatalogue();
const name = ({ id, title }: DemoFilm): string => `${String(id)} ${title}`;
const words = (text: string): number => text.trim().split(/\s+/).length;
const doubles = (keys: readonly string[]): string[] =>
  keys.filter((key, index) => keys.indexOf(key) !== index);

describe('the demo catalogue', () => {
  it('holds more than a thousand films of more than forty countries', () => {
    expect(films.length).toBeGreaterThanOrEqual(1000);
    expect(new Set(films.map(({ countries }) => countries[0])).size).toBeGreaterThanOrEqual(40);
  });

  it('knows every decade from the twenties, every genre and every mood', () => {
    const decades = new Set(films.map(({ year }) => Math.floor(year / 10) * 10));
    expect([...decades].sort()).toEqual([1920, 1930, 1940, 1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020]);
    // IMAX is a way to show films, not a kind of film.
    const genres = new Set(films.flatMap((film) => film.genres));
    expect(GENRES.filter((genre) => !genres.has(genre))).toEqual(['IMAX']);
    const moods = new Set(films.flatMap((film) => film.moods));
    expect(MOODS.filter((mood) => !moods.has(mood))).toEqual([]);
  });

  it('has the known and the loved by few', () => {
    const known = films.filter(({ fame }) => fame >= 4).length / films.length;
    const rare = films.filter(({ fame }) => fame <= 2).length / films.length;
    expect(known).toBeGreaterThan(0.25);
    expect(rare).toBeGreaterThan(0.3);
  });

  it('gives every film one id, of its decade, in the file of its decade', async () => {
    expect(doubles(films.map(({ id }) => String(id)))).toEqual([]);
    expect(
      films.filter(({ id, year }) => Math.floor(id / 1000) !== Math.floor(year / 10) * 10).map(name),
    ).toEqual([]);
    for (const file of await readdir(CATALOGUE_FOLDER)) {
      const lines = (await readFile(join(CATALOGUE_FOLDER, file), 'utf8')).trim().split('\n');
      const strangers = lines
        .map((line) => JSON.parse(line) as DemoFilm)
        .filter(({ id }) => `${String(Math.floor(id / 1000))}s.jsonl` !== file);
      expect(strangers.map(name), file).toEqual([]);
    }
  });

  it('has no film twice', () => {
    const keys = films.flatMap(({ title, originalTitle, year }) =>
      [...new Set([foldTitle(title), foldTitle(originalTitle)])].map((folded) => `${folded} ${String(year)}`),
    );
    expect(doubles(keys)).toEqual([]);
  });

  it('names no person, genre, keyword, country or language twice in one film', () => {
    const untidy = films.filter((film) =>
      [
        film.genres,
        film.moods,
        film.keywords,
        film.actors,
        film.directors,
        film.countries,
        film.languages,
      ].some((list) => doubles(list).length > 0),
    );
    expect(untidy.map(name)).toEqual([]);
  });

  it('spells every person in one way', () => {
    const spellings = new Map<string, Set<string>>();
    for (const person of films.flatMap(({ directors, actors }) => [...directors, ...actors])) {
      const folded = foldTitle(person);
      spellings.set(folded, (spellings.get(folded) ?? new Set()).add(person));
    }
    expect([...spellings.values()].filter(({ size }) => size > 1).map((set) => [...set])).toEqual([]);
  });

  it('tells each film in 40 to 80 words', () => {
    const wrong = films.filter(({ overview }) => words(overview) < 40 || words(overview) > 80);
    expect(wrong.map(name)).toEqual([]);
  });

  it('tells no film with the words of another', () => {
    expect(
      alike(films.map(({ overview }) => overview)).map((pair) => pair.map((at) => name(films[at]!))),
    ).toEqual([]);
  });

  it('praises no film and gives no year or actor away in its overview', () => {
    const telling = films.filter(
      ({ overview, actors }) =>
        /masterpiece|classic film|must-see|award-winning/i.test(overview) ||
        actors.some((actor) => actor.includes(' ') && overview.includes(actor)),
    );
    expect(telling.map(name)).toEqual([]);
  });

  it('keeps its keywords in lower case and never repeats the title', () => {
    const wrong = films.filter(
      ({ keywords, title }) =>
        keywords.some((word) => word !== word.toLowerCase()) ||
        keywords.some((word) => words(title) > 1 && word === title.toLowerCase()),
    );
    expect(wrong.map(name)).toEqual([]);
  });
});

describe('a catalogue with a wrong line', () => {
  it.each([
    ['{"id": 1', 'not JSON'],
    [JSON.stringify({ ...films[0]!, genres: ['Comedie'] }), 'genres.0'],
    [JSON.stringify({ ...films[0]!, stars: 5 }), 'stars'],
  ])('is refused with file, line and reason', async (line, reason) => {
    const folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
    await writeFile(join(folder, '1990s.jsonl'), `${JSON.stringify(films[0])}\n${line}\n`);
    const error: unknown = await readCatalogue(folder).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ file: '1990s.jsonl', line: 2 });
    expect(String(error)).toContain(reason);
  });
});
