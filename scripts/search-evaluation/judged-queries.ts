import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const KINDS = ['title', 'misspelt', 'people', 'plot', 'constraint'] as const;
export const FAMES = ['known', 'rare'] as const;

/** A query for which one film is meant. */
export interface JudgedQuery {
  readonly query: string;
  readonly movieId: number;
  readonly title: string;
  readonly kind: (typeof KINDS)[number];
  /** rare: at most four people have rated the film. */
  readonly fame: (typeof FAMES)[number];
  /** `tuning` or `held-out`: weights fitted on either half are judged on the other one. */
  readonly set: string;
}

/** Reads every `*.jsonl` of a folder; the file's name is the set. */
export function readQueries(folder: string): JudgedQuery[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .trim()
        .split('\n')
        .map((line) => ({
          ...(JSON.parse(line) as Omit<JudgedQuery, 'set'>),
          set: file.replace('.jsonl', ''),
        })),
    );
}

export interface Quality {
  readonly queries: number;
  readonly hitAt1: number;
  readonly hitAt10: number;
  /** Mean of 1 / rank, 0 beyond the tenth. */
  readonly mrrAt10: number;
}

/** @param ranks from 1; Infinity where the film was not found */
export function qualityOf(ranks: readonly number[]): Quality {
  const mean = (value: (rank: number) => number) =>
    ranks.length === 0 ? 0 : ranks.reduce((sum, rank) => sum + value(rank), 0) / ranks.length;
  return {
    queries: ranks.length,
    hitAt1: mean((rank) => (rank === 1 ? 1 : 0)),
    hitAt10: mean((rank) => (rank <= 10 ? 1 : 0)),
    mrrAt10: mean((rank) => (rank <= 10 ? 1 / rank : 0)),
  };
}
