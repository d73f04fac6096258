import type { Session } from '@marquee/contract/account';
import type { Experiment, ExperimentResult, Replay } from '@marquee/contract/experiment';
import { myRecommendationsQuerySchema } from '@marquee/contract/recommendation';
import type { Home, Recommendations } from '@marquee/contract/recommendation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { place } from '#experiments/running-experiment';
import { MyRecommendationsService } from '#recommend/my-recommendations.service';
import { aProduct } from '#testing/product';
import type { Product } from '#testing/product';

const PEOPLE = 40;
const LIST = 10;
const POPULAR = { strategy: 'popular', modelVersion: null } as const;
const STACKED = { strategy: 'stacked', modelVersion: null } as const;

let product: Product;
let admin: Session;
beforeAll(async () => {
  product = await aProduct();
  admin = await product.anAdmin();
}, 300_000);
afterAll(async () => {
  await product.close();
});

const asAdmin = async <Body = Experiment>(route: string, body?: object) =>
  await product.ask<Body>(route.replace(' ', ' /v1/admin/experiments'), { token: admin.accessToken, body });
const listOf = async ({ accessToken }: Session, query = '') =>
  (
    await product.ask<Recommendations>(`GET /v1/me/recommendations?limit=${String(LIST)}${query}`, {
      token: accessToken,
    })
  ).body;
const idsOf = ({ items }: Pick<Recommendations, 'items'>) => items.map(({ movie }) => movie.id);
const teamsOf = async (listId: string) =>
  await product.database.store.row<{ teams: string; movies: number[] }>(
    'SELECT teams, movies FROM interleavings WHERE list_id = $1',
    [listId],
  );

/** Films of one genre, most popular first. */
async function films(genre: string, count: number): Promise<number[]> {
  const rows = await product.database.store.rows<{ id: number }>(
    'SELECT id FROM movies WHERE genres @> ARRAY[$1] ORDER BY popularity DESC LIMIT $2',
    [genre, count],
  );
  return rows.map(({ id }) => id);
}

/** Somebody who loves horror and nothing else, and says so. */
async function aHorrorFan(session?: Session): Promise<number> {
  const { database } = product;
  const { id } = session
    ? (await database.users.findByPublicId(session.user.id))!
    : (await database.users.create({
        email: `${crypto.randomUUID()}@example.org`,
        name: 'Fan',
        passwordHash: '-',
      }))!;
  const liked = (await films('Horror', 8)).map((movieId) => ({ movieId, rating: 5 }));
  const disliked = (await films('Romance', 8)).map((movieId) => ({ movieId, rating: 1 }));
  await database.ratings.put(id, [...disliked, ...liked]);
  return id;
}

describe('an experiment', () => {
  it('is for admins, and between two different things', async () => {
    const wanted = { name: 'Same', a: STACKED, b: STACKED };
    const person = await product.aPerson();
    for (const route of ['GET /v1/admin/experiments', 'POST /v1/admin/experiments'])
      expect((await product.ask(route, { token: person.accessToken, body: wanted })).status).toBe(403);
    const wrong = [
      wanted,
      { ...wanted, share: 2 },
      { ...wanted, b: { ...STACKED, modelVersion: 'gone' } },
      { ...wanted, b: { ...STACKED, strategy: 'refined' } },
    ];
    for (const body of wrong) expect((await asAdmin('POST ', body)).status).toBe(422);
    expect((await asAdmin('GET /00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });

  it('mixes the lists of the people who take part, and of no others, until it is stopped', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, (_, n) => product.aPerson(`Fan${String(n)}`)));
    const ids = await Promise.all(people.map(aHorrorFan));
    const before = await Promise.all(people.map((person) => listOf(person)));
    const { body: created } = await asAdmin('POST ', { name: 'Half', share: 0.5, a: POPULAR, b: STACKED });
    expect(created).toMatchObject({ state: 'draft', share: 0.5 });
    expect(idsOf(await listOf(people[0]!))).toEqual(idsOf(before[0]!));
    expect((await asAdmin(`POST /${created.id}/start`)).body).toMatchObject({ state: 'running' });
    expect((await asAdmin(`POST /${created.id}/start`)).status).toBe(409);

    for (const [at, person] of people.entries()) {
      const list = await listOf(person);
      const takesPart = place(created.id, ids[at]!) < 0.5;
      const logged = await teamsOf(list.listId);
      expect(logged !== undefined).toBe(takesPart);
      if (logged === undefined) {
        expect(idsOf(list)).toEqual(idsOf(before[at]!));
        continue;
      }
      expect(logged.movies).toEqual(idsOf(list));
      expect(logged.teams).toMatch(/^(ab|ba){5}$/);
      // The same answer again is the same list; another strategy by name is no part of it.
      expect((await listOf(person)).listId).toBe(list.listId);
      expect(await teamsOf((await listOf(person, '&strategy=als')).listId)).toBeUndefined();
      const home = await product.ask<Home>('GET /v1/me/home', { token: person.accessToken });
      const row = home.body.rows.find(({ kind }) => kind === 'for-you')!;
      expect((await teamsOf(home.body.listId))?.movies).toEqual(idsOf(row));
      const taken = await product.ask<{ experimentLists: { listId: string }[] }>('GET /v1/me/export', {
        token: person.accessToken,
      });
      expect(taken.body.experimentLists.map(({ listId }) => listId)).toContain(list.listId);
    }
    expect((await asAdmin(`POST /${created.id}/stop`)).body).toMatchObject({ state: 'stopped' });
    for (const [at, person] of people.entries()) {
      const list = await listOf(person);
      expect(idsOf(list)).toEqual(idsOf(before[at]!));
      expect(await teamsOf(list.listId)).toBeUndefined();
    }
    expect((await asAdmin(`POST /${created.id}/start`)).status).toBe(409);
  });

  it('is won by what a simulated population prefers, and tells what others would have reached', async () => {
    const { body: created } = await asAdmin('POST ', { name: 'Horror', share: 1, a: POPULAR, b: STACKED });
    await asAdmin(`POST /${created.id}/start`);
    const horror = new Set(await films('Horror', 1000));
    const lists = product.app.get(MyRecommendationsService);
    const query = myRecommendationsQuerySchema.parse({ limit: LIST });
    for (let person = 0; person < PEOPLE; person++) {
      const userId = await aHorrorFan();
      const list = JSON.parse(String(await lists.answer({ userId, revision: 1 }, query))) as Recommendations;
      const seen = idsOf(list).map((movieId) => ({
        kind: 'impression' as const,
        movieId,
        listId: list.listId,
      }));
      const chosen = idsOf(list).filter((id) => horror.has(id));
      // Every fifth person clicks something at random instead, and one in three rates what they clicked.
      const clicked = person % 5 === 0 ? [idsOf(list)[person % LIST]!] : chosen.slice(0, 2);
      const clicks = clicked.map((movieId) => ({ kind: 'click' as const, movieId, listId: list.listId }));
      await product.database.events.append(userId, [...seen, ...clicks]);
      if (person % 3 === 0)
        await product.database.ratings.put(
          userId,
          clicked.map((movieId) => ({ movieId, rating: 4.5 })),
        );
    }
    const { body: result } = await asAdmin<ExperimentResult>(`GET /${created.id}/result`);
    expect(result.lists).toBe(PEOPLE);
    expect(result.seen.a + result.seen.b).toBe(PEOPLE * LIST);
    expect(result.people.a + result.people.b + result.people.tied).toBe(PEOPLE);
    expect(result.winner).toBe('b');
    expect(result.preference.low).toBeGreaterThan(0);
    expect(result.pValue).toBeLessThan(0.01);
    expect(result.peopleNeeded).toBeLessThan(PEOPLE);
    expect(result.days.reduce((sum, { a, b }) => sum + a + b, 0)).toBe(
      result.clicks.a + result.clicks.b + result.likes.a + result.likes.b,
    );

    const replayed = async (strategy: string) =>
      (await asAdmin<Replay>(`GET /${created.id}/replay?strategy=${strategy}`)).body;
    const [popular, stacked, content] = [
      await replayed('popular'),
      await replayed('stacked'),
      await replayed('content'),
    ];
    expect(popular).toMatchObject({ lists: PEOPLE, support: 1 });
    expect(stacked.support).toBe(1);
    expect(stacked.choices.value).toBeGreaterThan(popular.choices.value);
    expect(content.support).toBeLessThan(1);

    await asAdmin(`POST /${created.id}/stop`);
    expect((await asAdmin(`DELETE /${created.id}`)).status).toBe(204);
    const audit = await product.database.audit.list();
    expect(audit.filter(({ subject }) => subject === 'Horror').map(({ action }) => action)).toEqual([
      'experiment.delete',
      'experiment.stop',
      'experiment.start',
      'experiment.create',
    ]);
  }, 120_000);
});
