import { parseArgs } from 'node:util';
import { JOB_NAMES, JOB_PAYLOADS } from '@marquee/contract/jobs';
import type { JobName, JobPayload } from '@marquee/contract/jobs';
import { z } from 'zod';

/** Raised for words on the command line that make no job; the message is for the person who typed them. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export type CommandLine =
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'run'; readonly name: JobName; readonly payload: JobPayload<JobName> };

interface Flag {
  /** Such as `budget-seconds` for `budgetSeconds`. */
  readonly flag: string;
  readonly field: string;
  readonly type: 'boolean' | 'string';
  readonly hint: string;
}

const JOB_HINTS: Readonly<Record<JobName, string>> = {
  import: 'brings films and ratings into Postgres',
  'check-links': 'asks whether the ids at TMDB still exist',
  enrich: 'fills in what TMDB knows of the films',
  embed: 'makes sentence vectors of films whose text is new',
  index: 'builds a fresh search index and makes it live',
  map: 'lays the films out on the taste map',
  train: 'trains the models; they become live if they are not worse',
  evaluate: 'measures the live model',
  'refresh-cache': 'renews the kept recommendations of active people',
  purge: 'removes old model files, sessions and records',
};

/**
 * Turns `['import', '--source', 'movielens', '--path', 'DIR']` into a job and its payload.
 * @throws UsageError that names what is wrong.
 */
export function parseCommandLine(words: readonly string[]): CommandLine {
  const [name, ...rest] = words;
  if (name === undefined) throw new UsageError(`Say which job to run.\n\n${jobList()}`);
  if (name === '--help' || name === '-h' || name === 'help') return { kind: 'help', text: jobList() };
  if (!isJobName(name)) throw new UsageError(`There is no job "${name}".\n\n${jobList()}`);
  const values = flagValues(name, rest);
  if (values.help === true) return { kind: 'help', text: jobHelp(name) };
  return { kind: 'run', name, payload: payloadOf(name, values) };
}

/** The payload that a record of unknown values stands for, with the defaults filled in. @throws UsageError */
export function payloadOf(name: JobName, values: Readonly<Record<string, unknown>>): JobPayload<JobName> {
  const parsed = JOB_PAYLOADS[name].safeParse(values);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `  --${kebab(String(issue.path[0] ?? ''))}: ${issue.message}`,
  );
  throw new UsageError(`${lines.join('\n')}\n\n${jobHelp(name)}`);
}

function flagValues(name: JobName, words: readonly string[]): Record<string, unknown> {
  const flags = flagsOf(name);
  try {
    const { values } = parseArgs({
      args: [...words],
      allowPositionals: false,
      options: {
        ...Object.fromEntries(flags.map(({ flag, type }) => [flag, { type }])),
        help: { type: 'boolean', short: 'h' },
      },
    });
    const fields = new Map(flags.map(({ flag, field }) => [flag, field]));
    return Object.fromEntries(
      Object.entries(values).map(([flag, value]) => [fields.get(flag) ?? flag, value]),
    );
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${jobHelp(name)}`, { cause: error });
  }
}

function flagsOf(name: JobName): Flag[] {
  const { properties = {} } = z.toJSONSchema(JOB_PAYLOADS[name]);
  return Object.entries(properties).map(([field, schema]) => {
    const { type, description = '', default: standard, enum: choices } = schema as z.core.JSONSchema.Schema;
    const facts = [
      choices ? `one of ${choices.join(', ')}` : '',
      standard === undefined || standard === false || standard === '' ? '' : `default ${String(standard)}`,
    ].filter(Boolean);
    const hint = facts.length > 0 ? `${description} (${facts.join('; ')})` : description;
    return { field, flag: kebab(field), type: type === 'boolean' ? 'boolean' : 'string', hint: hint.trim() };
  });
}

function jobHelp(name: JobName): string {
  const lines = flagsOf(name).map(({ flag, type, hint }) => {
    const shown = type === 'boolean' ? `--${flag}` : `--${flag} VALUE`;
    return `  ${shown.padEnd(26)} ${hint}`.trimEnd();
  });
  return [`npm run job -- ${name}: ${JOB_HINTS[name]}`, ...lines, '  --help'].join('\n');
}

function jobList(): string {
  const lines = JOB_NAMES.map((name) => `  ${name.padEnd(14)} ${JOB_HINTS[name]}`);
  return [
    'npm run job -- NAME [--flag value …]',
    ...lines,
    '`npm run job -- NAME --help` lists the flags of a job.',
  ].join('\n');
}

const isJobName = (text: string): text is JobName => (JOB_NAMES as readonly string[]).includes(text);
const kebab = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
