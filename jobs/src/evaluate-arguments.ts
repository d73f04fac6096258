import { parseArgs } from 'node:util';
import { STRATEGIES } from '@marquee/contract/recommendation';
import type { Strategy } from '@marquee/contract/recommendation';

/** A mistake on the command line, said with the flag's name. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

const SPLITS = ['random', 'user-time', 'global-time'] as const;
export type SplitName = (typeof SPLITS)[number];
const HOLD_OUTS = ['auto', 'random', 'user-time'] as const;

export type RatingSource =
  | { readonly train: string; readonly test: string }
  | { readonly ratings: string; readonly split: SplitName; readonly share: number };

export interface EvaluateArguments {
  readonly source: RatingSource;
  readonly movies: string | undefined;
  readonly strategies: readonly Strategy[];
  readonly top: number;
  readonly recs: string | undefined;
  readonly metrics: string | undefined;
  readonly predict: string | undefined;
  /** Numbers of ratings to tell of each person, to measure what newcomers get. */
  readonly told: readonly number[];
  readonly html: string | undefined;
  readonly holdOut: (typeof HOLD_OUTS)[number];
  readonly seed: number;
  readonly budgetSeconds: number;
  readonly threads: number | undefined;
}

export const USAGE = `Trains on one part of the ratings and measures what is recommended against the other.

  npm run evaluate -- --train T.csv --test S.csv [flags]
  npm run evaluate -- --ratings F.csv --split random|user-time|global-time [--share 0.2] [flags]

  --train, --test     files in MovieLens form: userId,movieId (or itemId),rating,timestamp
  --movies FILE       movies.csv of MovieLens, or JSON lines with title, year, genres, overview, people, keywords
  --strategies LIST   of ${STRATEGIES.filter((name) => name !== 'refined').join(',')} (popular,als,item,hybrid,stacked)
  --top N             length of the lists (20)
  --recs DIR          writes DIR/<strategy>.csv: userId,movieId,rank
  --metrics FILE      writes the metrics as JSON
  --html FILE         writes a page with charts
  --predict FILE      writes predicted stars of the test pairs: userId,movieId,rating,prediction
  --told LIST         measures newcomers too: the last N ratings of each history told, for each N of LIST, say 1,2,3,5
  --hold-out KIND     what the models learn from: user-time (what comes next), random (what is missing), or auto: as
                      the test ratings relate to the person's train ratings in time (auto)
  --budget SECONDS    time for choosing hyper-parameters (20)
  --seed N (1)  --threads N (all cores)`;

const OPTIONS = Object.fromEntries(
  [
    ...[
      'train',
      'test',
      'ratings',
      'split',
      'share',
      'movies',
      'strategies',
      'top',
      'recs',
      'metrics',
      'predict',
      'told',
      'html',
    ],
    ...['hold-out', 'seed', 'budget', 'threads'],
  ].map((name) => [name, { type: 'string' as const }]),
);

/** @throws ArgumentError that names the flag */
export function parseEvaluateArguments(argv: readonly string[]): EvaluateArguments | 'help' {
  const values = readFlags(argv);
  if (values === 'help') return 'help';
  return {
    source: sourceOf(values),
    movies: values.movies,
    strategies: strategiesOf(values.strategies),
    top: numberOf(values, 'top', { usual: 20, least: 1, most: 1000 }),
    recs: values.recs,
    metrics: values.metrics,
    predict: values.predict,
    told: toldOf(values.told),
    html: values.html,
    holdOut: oneOf(HOLD_OUTS, 'hold-out', values['hold-out'] ?? 'auto'),
    seed: numberOf(values, 'seed', { usual: 1, least: 0, most: 2 ** 31 - 1 }),
    budgetSeconds: numberOf(values, 'budget', { usual: 20, least: 0, most: 86_400 }),
    threads:
      values.threads === undefined
        ? undefined
        : numberOf(values, 'threads', { usual: 1, least: 1, most: 1024 }),
  };
}

type Flags = Readonly<Record<string, string | undefined>>;

function readFlags(argv: readonly string[]): Flags | 'help' {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { ...OPTIONS, help: { type: 'boolean' } },
      strict: true,
    });
    return values.help ? 'help' : (values as Flags);
  } catch (error) {
    throw new ArgumentError(`${(error as Error).message.split('\n')[0]!}\n\n${USAGE}`);
  }
}

function sourceOf({ train, test, ratings, split, share }: Flags): RatingSource {
  if (ratings !== undefined) {
    if (train !== undefined || test !== undefined)
      throw new ArgumentError('--ratings stands instead of --train and --test: give one or the other.');
    if (split === undefined) throw new ArgumentError(`--ratings needs --split: ${SPLITS.join(', ')}.`);
    return {
      ratings,
      split: oneOf(SPLITS, 'split', split),
      share: numberOf({ share }, 'share', { usual: 0.2, least: 0.01, most: 0.9, whole: false }),
    };
  }
  if (split !== undefined)
    throw new ArgumentError('--split goes with --ratings; --train and --test are split already.');
  if (train === undefined) throw new ArgumentError(`--train is missing.\n\n${USAGE}`);
  if (test === undefined) throw new ArgumentError('--test is missing: the file of held-out ratings.');
  return { train, test };
}

function strategiesOf(list = 'popular,als,item,hybrid,stacked'): Strategy[] {
  const names = list.split(',').map((name) => oneOf(STRATEGIES, 'strategies', name.trim()));
  if (names.includes('refined'))
    throw new ArgumentError('--strategies: refined asks a language model and cannot be evaluated here.');
  return [...new Set(names)];
}

function toldOf(list = ''): number[] {
  const counts = list.split(',').filter((text) => text.trim() !== '');
  return counts.map((text) => numberOf({ told: text }, 'told', { usual: 1, least: 1, most: 1000 }));
}

function oneOf<Name extends string>(names: readonly Name[], flag: string, value: string): Name {
  const found = names.find((name) => name === value);
  if (found === undefined) throw new ArgumentError(`--${flag}: "${value}" is none of ${names.join(', ')}.`);
  return found;
}

interface Range {
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

function numberOf(flags: Flags, flag: string, { usual, least, most, whole = true }: Range): number {
  const text = flags[flag];
  if (text === undefined) return usual;
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most) || (whole && !Number.isInteger(value))) {
    throw new ArgumentError(
      `--${flag}: "${text}" is not a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`,
    );
  }
  return value;
}
