import type { Session } from '@marquee/contract/account';
import type { ModelRun } from '@marquee/contract/admin';
import type { Home, Recommendations } from '@marquee/contract/recommendation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aProduct } from '#testing/product';
import type { Product } from '#testing/product';

const ROUNDS = 12;
const ASKING = 4;
let product: Product;
let versions: readonly string[];
beforeAll(async () => {
  product = await aProduct();
  versions = [(await product.database.modelRuns.live())!.version, await product.aModel(40)];
}, 300_000);
afterAll(async () => {
  await product.close();
});

const promote = async (version: string, admin: Session) =>
  await product.ask<ModelRun>(`POST /v1/admin/models/${version}/promote`, { token: admin.accessToken });

/** An answer without what differs each time: all that a model decides. */
const essence = (body: Recommendations | Home): string =>
  JSON.stringify({ ...body, listId: null, changed: null });

it('two admins promote and roll back at once: one model is live, no request fails, and no answer mixes two', async () => {
  const [ada, grace, person] = [await product.anAdmin(), await product.anAdmin(), await product.aPerson()];
  const ratings = [...(await product.database.movies.all().next()).value!].slice(0, 12);
  for (const [at, { id }] of ratings.entries())
    await product.ask(`PUT /v1/me/ratings/${String(id)}`, {
      token: person.accessToken,
      body: { rating: at % 2 === 0 ? 5 : 1 },
    });
  const routes = ['GET /v1/me/recommendations?limit=10', 'GET /v1/me/home'];
  const ask = async (route: string) =>
    await product.ask<Recommendations | Home>(route, { token: person.accessToken });

  const byModel = new Map<string, readonly string[]>();
  for (const version of versions) {
    await promote(version, ada);
    byModel.set(version, await Promise.all(routes.map(async (route) => essence((await ask(route)).body))));
  }
  const known = new Set([...byModel.values()].flat());
  expect(known.size).toBe(4);

  let isOver = false;
  let answers = 0;
  const asking = Array.from({ length: ASKING }, async (_, at) => {
    while (!isOver) {
      const { status, body } = await ask(routes[at % routes.length]!);
      expect(status).toBe(200);
      expect(known).toContain(essence(body));
      answers += 1;
    }
  });
  for (let round = 0; round < ROUNDS; round++) {
    const [one, other] = round % 2 === 0 ? versions : versions.toReversed();
    const outcomes = await Promise.all([promote(one!, ada), promote(other!, grace)]);
    expect(outcomes.map(({ status }) => status)).toEqual([200, 200]);
    const runs = await product.database.modelRuns.list();
    expect(runs.filter(({ state }) => state === 'live')).toHaveLength(1);
  }
  // Two roll-backs at once are one: the second must not undo the first.
  const bad = (await product.database.modelRuns.live())!.version;
  const former = versions.find((version) => version !== bad);
  const rollBack = (admin: Session, from: string) =>
    product.ask(`POST /v1/admin/models/roll-back?from=${from}`, { token: admin.accessToken });
  const backs = await Promise.all([rollBack(ada, bad), rollBack(grace, bad)]);
  expect(backs.map(({ status }) => status)).toContain(200);
  expect([200, 409]).toEqual(expect.arrayContaining(backs.map(({ status }) => status)));
  expect((await product.database.modelRuns.live())!.version).toBe(former);
  expect((await rollBack(ada, bad)).status).toBe(409);
  isOver = true;
  await Promise.all(asking);
  expect(answers).toBeGreaterThan(ROUNDS);

  // What Postgres says is live is what everybody gets, from the cache too.
  const live = (await product.database.modelRuns.live())!.version;
  for (const [at, route] of routes.entries())
    expect(essence((await ask(route)).body)).toBe(byModel.get(live)![at]);
  const promotions = (await product.database.audit.list()).filter(({ action }) => action === 'model.promote');
  expect(promotions).toHaveLength(2 * ROUNDS + versions.length);
}, 120_000);
