import type { Candidate, FilmFacts } from '#candidate';
import { matchPeople } from '#people-match';
import type { PeopleMatch } from '#people-match';
import type { Understanding } from '#query-understanding';
import { matchTitle } from '#title-likeness';
import type { TitleMatch } from '#title-likeness';

/** What speaks for one film; every number from 0 to 1 unless said otherwise. */
export interface Evidence {
  readonly candidate: Candidate;
  readonly title: TitleMatch;
  readonly people: PeopleMatch;
  /** Letters of telling words that a name of its people or its title within the query explains. */
  readonly named: number;
  /** BM25 relative to the best. */
  readonly text: number;
  /** Cosine of query and film, −1 to 1; of the last neighbour where it is not among them. */
  readonly cosine: number;
  /** Shares of the wished-for years, genres and origins that it has; −1 to 1, 0 where nothing is wished for or known. */
  readonly wishes: number;
  /** Logarithm of its ratings relative to the most rated. */
  readonly fame: number;
}

/** What a film's facts alone say, before it is known how well its plot or its meaning fits. */
type Likeness = Pick<Evidence, 'title' | 'people' | 'named' | 'wishes'>;

/**
 * Compares films with one query, each of them once: comparing is most of the work of judging, and can be done with those
 * that are found already while others are still being looked for.
 */
export class FilmComparison {
  readonly understanding: Understanding;
  /** By film; an index that was swapped meanwhile may know other things of it. */
  private readonly known = new Map<number, Likeness & Pick<FilmFacts, 'index'>>();

  constructor(understanding: Understanding) {
    this.understanding = understanding;
  }

  of(film: FilmFacts): Likeness {
    const known = this.known.get(film.id);
    if (known?.index === film.index) return known;
    const { words } = this.understanding;
    const title = matchTitle(words, film.forms);
    const people = matchPeople(words, film.people);
    const likeness = {
      index: film.index,
      title,
      people,
      named: namedShare(this.understanding, title, people),
      wishes: wishesMet(film, this.understanding),
    };
    this.known.set(film.id, likeness);
    return likeness;
  }
}

/** @param mostRatings of any film in the catalogue */
export function gatherEvidence(
  candidates: readonly Candidate[],
  comparison: FilmComparison,
  mostRatings: number,
): Evidence[] {
  const bestText = Math.max(Number.MIN_VALUE, ...candidates.map(({ text }) => text));
  const cosines = candidates.flatMap(({ cosine }) => cosine ?? []);
  const floor = cosines.length === 0 ? 0 : Math.min(...cosines);
  return candidates.map((candidate) => {
    const { title, people, named, wishes } = comparison.of(candidate);
    return {
      candidate,
      title,
      people,
      named,
      text: candidate.text / bestText,
      cosine: candidate.cosine ?? floor,
      wishes,
      fame: Math.log1p(candidate.ratingCount) / Math.log1p(Math.max(1, mostRatings)),
    };
  });
}

/** Only where people are named: a title among other words is too often an accident ("Cast", "Her"). */
function namedShare({ words, telling }: Understanding, title: TitleMatch, people: PeopleMatch): number {
  if (people.names.length === 0) return 0;
  const wanted = new Set(telling);
  let [all, taken] = [0, 0];
  words.forEach((word, at) => {
    if (!wanted.has(word) && !people.taken.has(at)) return;
    all += word.length;
    if (people.taken.has(at) || title.taken.has(at)) taken += word.length;
  });
  return all === 0 ? 0 : taken / all;
}

/** How far the year may be beside the decade without counting against a film: memory is inexact. */
const YEARS_BESIDE = 3;

function wishesMet(film: FilmFacts, { years, genres, origins }: Understanding): number {
  const met: number[] = [];
  if (years !== undefined && film.year !== null) {
    const beside = Math.max(years.from - film.year, film.year - years.to, 0);
    met.push(beside === 0 ? 1 : beside <= YEARS_BESIDE ? 0 : -1);
  }
  for (const genre of genres) met.push(film.genres.includes(genre) ? 1 : -1);
  for (const { language, countries } of origins) {
    if (film.languages.length + film.countries.length === 0) continue;
    const fits =
      (language !== undefined && film.languages.includes(language)) ||
      countries.some((country) => film.countries.includes(country));
    met.push(fits ? 1 : -1);
  }
  return met.length === 0 ? 0 : met.reduce((sum, one) => sum + one, 0) / met.length;
}
