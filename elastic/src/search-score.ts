import type { SearchMode, SearchSignals } from '@marquee/contract/search';
import type { Understanding } from '#query-understanding';
import type { Evidence } from '#search-evidence';

/** A film with its score and what the score is made of. */
export interface ScoredMovie {
  readonly id: number;
  readonly score: number;
  readonly signals: SearchSignals;
}

/**
 * Weights of a conditional logit model: the chance that somebody who typed the query means this film is proportional to
 * exp(20 · score). They were fitted on queries for films that everybody and films that hardly anybody knows, as many of
 * each, together with titles that were misspelt at random, and rounded; see docs/decisions/0006-search-scoring.md.
 * Popularity is thereby a prior: where the evidence is clear, it is overruled.
 */
const WEIGHTS = {
  cosine: 1,
  /** What the cosine loses when the query is a title: an embedding does not know how films are called. */
  cosineOfTitle: -0.8,
  text: 0.2,
  /** Of words where there is no cosine. */
  textAlone: 0.42,
  title: 0.7,
  titleOfTitle: 0.32,
  titleWithin: 0.2,
  named: 0.28,
  name: 0.15,
  wishes: 0.08,
  /** Of wishes where the query says nothing else. */
  wishesAlone: 0.5,
  fame: 0.16,
} as const;

/** Likeness of a title below this is an accident. */
const TITLE_FLOOR = 0.6;
/** From this likeness on a query may be a title as a whole. */
const TITLE_QUERY_FLOOR = 0.75;
const MOST_NAMES = 2;
/** A title among other words counts when it is two words or so many letters: "Ghost" is a word, "Ghostbusters" a title. */
const LONG_TITLE_LETTERS = 9;

/**
 * Scores the candidates of one search, best first; equal ones by popularity, then id, so that the same question has the
 * same answer. `semantic` counts likeness of meaning alone.
 */
export function scoreMovies(
  evidence: readonly Evidence[],
  mode: SearchMode,
  { words, wishShare }: Pick<Understanding, 'words' | 'wishShare'>,
): ScoredMovie[] {
  const titleQuery = titleLikelihood(evidence);
  return evidence
    .map((one) => ({ one, scored: scoreOf(one, { mode, titleQuery, words, wishShare }) }))
    .sort(
      (a, b) =>
        b.scored.score - a.scored.score ||
        b.one.candidate.popularity - a.one.candidate.popularity ||
        a.scored.id - b.scored.id,
    )
    .map(({ scored }) => scored);
}

/** How much the query looks like a title: 0 when no title is near, 1 when it is one. */
export function titleLikelihood(evidence: readonly Evidence[]): number {
  const best = evidence.reduce((most, { title }) => Math.max(most, title.whole), 0);
  return Math.max(0, (best - TITLE_QUERY_FLOOR) / (1 - TITLE_QUERY_FLOOR));
}

interface Question {
  readonly mode: SearchMode;
  readonly titleQuery: number;
  readonly words: readonly string[];
  readonly wishShare: number;
}

function scoreOf(evidence: Evidence, { mode, titleQuery, words, wishShare }: Question): ScoredMovie {
  const { candidate, people, named, text, cosine, wishes, fame } = evidence;
  const signals = { text: 0, semantic: 0, title: 0, people: 0, popularity: 0, taste: 0 };
  if (mode !== 'text') {
    signals.semantic =
      cosine * (WEIGHTS.cosine + (mode === 'hybrid' ? WEIGHTS.cosineOfTitle * titleQuery : 0));
  }
  if (mode !== 'semantic') {
    const textWeight = mode === 'hybrid' ? WEIGHTS.text : WEIGHTS.textAlone * (1 - titleQuery);
    const wishWeight = WEIGHTS.wishes + WEIGHTS.wishesAlone * wishShare ** 6;
    signals.text = textWeight * text + wishWeight * wishes;
    signals.title = titleSignal(evidence, titleQuery, words);
    signals.people = WEIGHTS.named * named + WEIGHTS.name * Math.min(MOST_NAMES, people.names.length);
    signals.popularity = WEIGHTS.fame * fame;
  }
  const { text: t, semantic, title, people: p, popularity } = signals;
  return { id: candidate.id, score: t + semantic + title + p + popularity, signals };
}

function titleSignal({ title }: Evidence, titleQuery: number, words: readonly string[]): number {
  const alike = Math.max(0, (title.whole - TITLE_FLOOR) / (1 - TITLE_FLOOR));
  const letters = [...title.taken].reduce((sum, at) => sum + words[at]!.length, 0);
  const isLong = title.taken.size >= 2 || letters >= LONG_TITLE_LETTERS;
  return (
    alike * (WEIGHTS.title + WEIGHTS.titleOfTitle * titleQuery) +
    (isLong ? WEIGHTS.titleWithin * title.within : 0)
  );
}
