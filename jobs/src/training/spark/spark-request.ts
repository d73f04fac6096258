import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { once } from 'node:events';
import { alsTables } from '@marquee/recommender/als-params';
import type { AlsParams } from '@marquee/recommender/als-params';
import { sparkScale, sparkShare } from '@marquee/recommender/als-spark-form';
import type { RatingMatrix } from '@marquee/recommender/sparse-matrix';

/** What `jobs/spark/als.py` is asked; its docstring explains each field. */
export interface SparkRequest {
  readonly ratings: SparkRatings;
  readonly shares: readonly (number | null)[];
  readonly rank: number;
  readonly alpha: number;
  readonly regularization: number;
  readonly iterations: number;
  readonly seed: number;
  readonly people: readonly number[];
  readonly out: string;
}

export type SparkRatings =
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'postgres';
      readonly url: string;
      readonly user: string;
      readonly password: string;
      readonly excluded: readonly number[];
      readonly partitions: number;
    };

/** Our parameters in Spark's terms: α = 1/α₀, and λ in Spark's scale (see als-spark-form.ts of recommender/). */
export function sparkParameters(
  params: AlsParams,
): Pick<SparkRequest, 'shares' | 'rank' | 'alpha' | 'regularization' | 'iterations'> {
  const { unobserved, regularization, factors, iterations } = params;
  const { target: targets } = alsTables({ ...params, form: undefined });
  return {
    shares: Array.from(targets, (target) => sparkShare(target, unobserved) ?? null),
    rank: factors,
    alpha: 1 / unobserved,
    regularization: (sparkScale(unobserved) * regularization) / unobserved,
    iterations,
  };
}

/**
 * Where Spark reads the ratings itself: turns `postgres://ada:secret@db:5432/marquee?sslmode=require` into
 * `jdbc:postgresql://db:5432/marquee?sslmode=require` with the name and the password apart.
 */
export function jdbcRatings(
  databaseUrl: string,
  of: { readonly excluded: readonly number[]; readonly partitions: number },
): Extract<SparkRatings, { kind: 'postgres' }> {
  const url = new URL(databaseUrl);
  return {
    kind: 'postgres',
    url: `jdbc:postgresql://${url.host}${url.pathname}${url.search}`,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    ...of,
  };
}

const LINES_A_CHUNK = 4000;

/** Writes a matrix as lines `user,movie,level`. */
export async function writeLevels(
  file: string,
  { userIds, movieIds, byUser }: RatingMatrix,
  signal?: AbortSignal,
): Promise<void> {
  const stream = createWriteStream(file, { mode: 0o600 });
  const done = finished(stream);
  done.catch(() => undefined);
  let lines: string[] = [];
  const flush = async (): Promise<void> => {
    signal?.throwIfAborted();
    if (!stream.write(lines.join(''))) await Promise.race([once(stream, 'drain'), done]);
    lines = [];
  };
  try {
    for (let row = 0; row < userIds.length; row++) {
      for (let k = byUser.start[row]!; k < byUser.start[row + 1]!; k++)
        lines.push(`${userIds[row]},${movieIds[byUser.index[k]!]},${byUser.level[k]}\n`);
      if (lines.length >= LINES_A_CHUNK) await flush();
    }
    await flush();
  } finally {
    stream.end();
  }
  await done;
}
