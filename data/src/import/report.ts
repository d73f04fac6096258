import { storableText } from '#storable-text';

/** Why something of a source did not come in, or came in with a remark; the words of report.json. */
export const REASONS = {
  'malformed-row':
    'The row has too few or too many fields, or a field that is no number where one must stand',
  'missing-value': 'A field that must not be empty is empty',
  'bad-movie-id': 'The id is not a whole number from 1 on',
  'duplicate-movie': 'There was a film with this id already; the first one counts',
  'unknown-movie': 'The rated film is not among the films',
  'rating-out-of-range': 'The rating is not 0.5 to 5.0 in halves',
  'bad-time': 'The time is not a number of seconds',
  'duplicate-rating': 'The person rated the film more than once; the last rating counts',
  'unknown-link': 'The link belongs to no film',
  'unknown-tag': 'The tag belongs to no film',
  'unknown-metadata': 'The description belongs to no film',
  'malformed-metadata': 'The line of the metadata file is no description of a film',
  'unknown-genre': 'The genre is none of the known ones and was left out',
  'no-year': 'The title carries no year (kept)',
  'no-genres': 'No genre is given (kept)',
  'no-description': 'There is no description (kept; found by title, people and ratings, not by plot)',
  'no-tmdb-id': 'There is no TMDB id, or one that cannot be (kept)',
  'no-ratings': 'Nobody has rated it (kept)',
  'no-people': 'Neither directors nor actors are known (kept)',
  'no-film': 'The title is no film: a series, an episode, a short, a game',
  adult: 'The film is for adults only',
  'few-votes': 'The film has too few votes',
  'unknown-tmdb-id': 'TMDB does not know the id',
  'unreadable-answer': 'TMDB answered something about the film that cannot be read',
} as const;

export type Reason = keyof typeof REASONS;

/** Whether a reason kept something out; the others are remarks about what came in. */
export const isDropped = (reason: string): boolean => !REMARKS.has(reason);
const REMARKS = new Set<string>([
  'unknown-genre', 'no-year', 'no-genres', 'no-description', 'no-tmdb-id', 'no-ratings', 'no-people',
] satisfies Reason[]); // prettier-ignore
const MOST_EXAMPLES = 5;

interface Entry {
  readonly meaning: string;
  count: number;
  readonly examples: string[];
}

/** Counts reasons, each with up to five examples. */
export class Tally {
  private readonly entries = new Map<Reason, Entry>();

  add(reason: Reason, example: () => string, count = 1): void {
    let entry = this.entries.get(reason);
    if (entry === undefined) {
      entry = { meaning: REASONS[reason], count: 0, examples: [] };
      this.entries.set(reason, entry);
    }
    entry.count += count;
    // A row that is left out for what is in it must not end the import by it.
    if (entry.examples.length < MOST_EXAMPLES) entry.examples.push(storableText(example()));
  }

  count(reason: Reason): number {
    return this.entries.get(reason)?.count ?? 0;
  }

  toJSON(): Record<string, Readonly<Entry>> {
    return Object.fromEntries([...this.entries].sort(([a], [b]) => a.localeCompare(b)));
  }
}

/** report.json: what came in, what did not and why. */
export interface ImportReport {
  readonly source: string;
  readonly startedAt: string;
  readonly seconds: number;
  readonly movies: { readonly read: number; readonly kept: number };
  readonly ratings: {
    readonly read: number;
    readonly kept: number;
    /** Of the kept: mean and standard deviation in stars, which the z-scores use. */
    readonly mean: number;
    readonly deviation: number;
    readonly histogram: readonly { readonly stars: number; readonly count: number }[];
  };
  readonly people: number;
  /** Whether the people and their ratings are imaginary. */
  readonly generated: boolean;
  readonly reasons: Readonly<Record<string, unknown>>;
  /** Ratings of people with accounts. */
  readonly accounts: CarriedOver;
}

export interface CarriedOver {
  /** Their film is in the new catalogue, perhaps under another id. */
  readonly ratingsKept: number;
  /** Their film is not; they come back with it. */
  readonly ratingsSetAside: number;
  /** Were set aside by an earlier import and are back. */
  readonly ratingsRestored: number;
  readonly watchlistLost: number;
  readonly hiddenLost: number;
}
