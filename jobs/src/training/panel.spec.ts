import type { RatingColumns } from '@marquee/recommender/model';
import { describe, expect, it } from 'vitest';
import { convenePanel } from '#training/panel';

/** So many people with twenty ratings each, the later the better. */
function ratingsOf(people: number): RatingColumns {
  const rows = Array.from({ length: people }, (_, user) =>
    Array.from({ length: 20 }, (_, at) => ({
      user: user + 1,
      movie: ((user * 7 + at) % 50) + 1,
      value: at < 10 ? 2 : 4.5,
      time: at,
    })),
  ).flat();
  return {
    users: Int32Array.from(rows, ({ user }) => user),
    movies: Int32Array.from(rows, ({ movie }) => movie),
    values: Float32Array.from(rows, ({ value }) => value),
    times: Float64Array.from(rows, ({ time }) => time),
  };
}

describe('the panel', () => {
  it('sets about a tenth of the people apart, and trains on nothing of theirs', () => {
    const { judges, training } = convenePanel(ratingsOf(1000));
    expect(judges.length).toBeGreaterThan(70);
    expect(judges.length).toBeLessThan(130);
    const trained = new Set(training.users);
    expect(judges.some(({ person }) => trained.has(person))).toBe(false);
    expect(trained.size + judges.length).toBe(1000);
  });

  it('names all whom it leaves out, those among them who cannot be asked yet', () => {
    const ratings = ratingsOf(1000);
    const values = ratings.values.map((value, row) => (ratings.users[row]! % 2 === 0 ? 2 : value));
    const { judges, leftOut, training } = convenePanel({ ...ratings, values });
    const trained = new Set(training.users);
    const others = Array.from({ length: 1000 }, (_, at) => at + 1).filter((user) => !trained.has(user));
    expect(others.length).toBeGreaterThan(judges.length);
    expect(leftOut.toSorted((a, b) => a - b)).toEqual(others);
  });

  it('asks for the last fifth of what a judge liked, given the rest', () => {
    const { judges, relevance } = convenePanel(ratingsOf(200));
    const { person, history } = judges[0]!;
    expect(history.map(({ time }) => time)).toEqual(Array.from({ length: 16 }, (_, at) => at));
    expect(relevance.relevant.get(person)?.size).toBe(4);
    expect([...relevance.relevant.get(person)!].some((movie) => relevance.seen.get(person)!.has(movie))).toBe(
      false,
    );
    expect(relevance.people).toEqual(judges.map((judge) => judge.person));
  });

  it('keeps the judges as people come, so that no model was trained on them before', () => {
    const before = new Set(convenePanel(ratingsOf(1000), { most: 50 }).judges.map(({ person }) => person));
    const after = convenePanel(ratingsOf(3000), { most: 50 }).judges.filter(({ person }) => person <= 1000);
    expect(after.length).toBeGreaterThan(0);
    expect(after.every(({ person }) => before.has(person))).toBe(true);
  });

  it('copes with nobody', () => {
    expect(convenePanel(ratingsOf(0)).judges).toEqual([]);
  });
});
