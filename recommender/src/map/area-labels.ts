/** What a label is made of. */
export interface LabelledFilm {
  readonly genres: readonly string[];
  readonly keywords: readonly string[];
  readonly year: number | null;
}

/** What sets an area apart from the rest of the map. */
export interface AreaLabel {
  /** At most two, the most telling first. */
  readonly genres: readonly string[];
  /** At most four. */
  readonly keywords: readonly string[];
  /** The years of its middle four fifths, where these lie close together; else null. */
  readonly years: readonly [number, number] | null;
}

const GENRES = 2;
const KEYWORDS = 4;
/** A genre names an area when so much of it is of the genre. */
const LEAST_SHARE = 0.22;
const LEAST_FILMS = 3;
/** A keyword of fewer films of an area says little about it. */
const LEAST_KEYWORD_SHARE = 0.03;
/** An era names an area when its middle films are of so few years. */
const ERA_YEARS = 28;

/**
 * Names areas by what is more frequent in them than elsewhere: with n of the area's N films having a trait, and m of
 * all M, the trait's score is (n/N)·ln((n/N) / (m/M)), its part in the Kullback and Leibler divergence of the area
 * from the map.
 */
export function labelAreas(films: readonly LabelledFilm[], areaOf: Int32Array, areas: number): AreaLabel[] {
  const genres = counts(films, ({ genres: list }) => list);
  const keywords = counts(films, ({ keywords: list }) => list);
  return Array.from({ length: areas }, (_, area) => {
    const own = films.filter((__, at) => areaOf[at] === area);
    const telling = (all: ReadonlyMap<string, number>, of: (film: LabelledFilm) => readonly string[]) =>
      [...counts(own, of)]
        .map(([name, n]) => {
          const share = n / own.length;
          return { name, n, share, score: share * Math.log(share / (all.get(name)! / films.length)) };
        })
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1));
    return {
      genres: telling(genres, (film) => film.genres)
        .filter(({ share }) => share >= LEAST_SHARE)
        .slice(0, GENRES)
        .map(({ name }) => name),
      keywords: telling(keywords, (film) => film.keywords)
        .filter(({ n, share }) => n >= LEAST_FILMS && share >= LEAST_KEYWORD_SHARE)
        .slice(0, KEYWORDS)
        .map(({ name }) => name),
      years: era(own),
    };
  });
}

function counts(
  films: readonly LabelledFilm[],
  of: (film: LabelledFilm) => readonly string[],
): Map<string, number> {
  const found = new Map<string, number>();
  for (const film of films) for (const name of new Set(of(film))) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

function era(films: readonly LabelledFilm[]): readonly [number, number] | null {
  const years = films.flatMap(({ year }) => year ?? []).sort((a, b) => a - b);
  if (years.length < LEAST_FILMS) return null;
  const at = (share: number): number => years[Math.floor((years.length - 1) * share)]!;
  const [from, to] = [at(0.1), at(0.9)];
  return to - from <= ERA_YEARS ? [from, to] : null;
}
