import type { Candidate } from '#candidate';
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

/** @param mostRatings of any film in the catalogue */
export function gatherEvidence(
  candidates: readonly Candidate[],
  understanding: Understanding,
  mostRatings: number,
): Evidence[] {
  const { words } = understanding;
  const bestText = Math.max(Number.MIN_VALUE, ...candidates.map(({ text }) => text));
  const cosines = candidates.flatMap(({ cosine }) => cosine ?? []);
  const floor = cosines.length === 0 ? 0 : Math.min(...cosines);
  return candidates.map((candidate) => {
    const title = matchTitle(words, candidate.forms);
    const people = matchPeople(words, candidate.people);
    return {
      candidate,
      title,
      people,
      named: namedShare(understanding, title, people),
      text: candidate.text / bestText,
      cosine: candidate.cosine ?? floor,
      wishes: wishesMet(candidate, understanding),
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

function wishesMet(candidate: Candidate, { years, genres, origins }: Understanding): number {
  const met: number[] = [];
  if (years !== undefined && candidate.year !== null) {
    const beside = Math.max(years.from - candidate.year, candidate.year - years.to, 0);
    met.push(beside === 0 ? 1 : beside <= YEARS_BESIDE ? 0 : -1);
  }
  for (const genre of genres) met.push(candidate.genres.includes(genre) ? 1 : -1);
  for (const { language, countries } of origins) {
    if (candidate.languages.length + candidate.countries.length === 0) continue;
    const fits =
      (language !== undefined && candidate.languages.includes(language)) ||
      countries.some((country) => candidate.countries.includes(country));
    met.push(fits ? 1 : -1);
  }
  return met.length === 0 ? 0 : met.reduce((sum, one) => sum + one, 0) / met.length;
}
