import { describe, expect, it } from 'vitest';
import type { HistoryItem, RatingColumns } from '@marquee/recommender/model';
import { overlapText, overlapWithLive } from '#training/overlap';
import type { Answering } from '#training/overlap';

const TRAINED_AT = new Date('2026-11-01T00:00:00Z');
const BEFORE = TRAINED_AT.getTime() / 1000 - 60;
const AFTER = TRAINED_AT.getTime() / 1000 + 60;
const context = { signal: new AbortController().signal, progress: () => undefined };

/** Rows of (person, movie, time). */
function ratingsOf(rows: readonly (readonly [number, number, number])[]): RatingColumns {
  return {
    users: Int32Array.from(rows, ([user]) => user),
    movies: Int32Array.from(rows, ([, movie]) => movie),
    values: new Float32Array(rows.length).fill(4),
    times: Float64Array.from(rows, ([, , time]) => time),
  };
}

/** Recommends twenty films in a row: from `first` by default, from 1 by `als`. */
function aModel(first: number, told: (readonly HistoryItem[])[] = []): Answering {
  return {
    recommend: (strategy, history, { limit }) => {
      told.push(history);
      const from = strategy === 'als' ? 1 : first;
      return Array.from({ length: limit }, (_, at) => ({ movieId: from + at }));
    },
  };
}

async function overlap(ratings: RatingColumns, told?: (readonly HistoryItem[])[]) {
  const live = { version: 'v1', trainedAt: TRAINED_AT, recommender: aModel(1, told) };
  return await overlapWithLive(context, { live, candidate: aModel(6), ratings, seed: 1 });
}

describe('the overlap of fold-in with a full fit', () => {
  it('is the share of both lists, over the people who rated since, with their whole histories', async () => {
    const told: (readonly HistoryItem[])[] = [];
    const found = await overlap(
      ratingsOf([
        [1, 10, BEFORE],
        [1, 11, AFTER],
        [2, 10, BEFORE],
        [3, 12, AFTER],
      ]),
      told,
    );
    expect(found).toEqual({
      against: 'v1',
      people: 2,
      strategies: { stacked: { value: 0.75, low: 0.75, high: 0.75 }, als: { value: 1, low: 1, high: 1 } },
    });
    const films = told.map((history) => history.map(({ movieId }) => movieId).join());
    expect(new Set(films)).toEqual(new Set(['10,11', '12']));
    expect(overlapText(found)).toContain('over 2 people who rated since: stacked 0.75 [0.75, 0.75]');
  });

  it('is none where nobody has rated since', async () => {
    expect(await overlap(ratingsOf([[1, 10, BEFORE]]))).toBeNull();
    expect(overlapText(null)).toMatch(/^Nobody has rated since/);
  });

  it('asks two hundred people at most', async () => {
    const rows = Array.from({ length: 900 }, (_, person) => [person + 1, 10, AFTER] as const);
    expect(await overlap(ratingsOf(rows))).toMatchObject({ people: 200 });
  });

  it('ends when it is told to', async () => {
    const live = { version: 'v1', trainedAt: TRAINED_AT, recommender: aModel(1) };
    const ratings = ratingsOf([[1, 10, AFTER]]);
    const signal = AbortSignal.abort();
    const asked = overlapWithLive({ ...context, signal }, { live, candidate: aModel(6), ratings, seed: 1 });
    await expect(asked).rejects.toThrow(/abort/);
  });
});
