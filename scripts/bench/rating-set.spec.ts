import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeRatingSet } from './rating-set.ts';

it('writes a set in which each person has rated a film once, in halves of a star', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-rating-set-'));
  try {
    const count = await writeRatingSet(folder, { people: 300, films: 400, ratings: 20_000 });
    const [header, ...rows] = (await readFile(join(folder, 'ratings.csv'), 'utf8')).trim().split('\n');
    expect(header).toBe('userId,movieId,rating,timestamp');
    expect(rows).toHaveLength(count);
    expect(count).toBeGreaterThan(15_000);
    const fields = rows.map((row) => row.split(',').map(Number));
    expect(new Set(fields.map(([user, movie]) => `${String(user)} ${String(movie)}`)).size).toBe(count);
    expect(fields.every(([, , stars = 0]) => stars >= 0.5 && stars <= 5 && Number.isInteger(2 * stars))).toBe(
      true,
    );
    expect((await readFile(join(folder, 'movies.csv'), 'utf8')).trim().split('\n')).toHaveLength(401);
  } finally {
    await rm(folder, { recursive: true });
  }
});
