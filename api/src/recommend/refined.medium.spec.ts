import type { Session } from '@marquee/contract/account';
import type { Recommendations } from '@marquee/contract/recommendation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aLanguageModel } from '#testing/a-language-model';
import type { LanguageModel, Manner } from '#testing/a-language-model';
import { aProduct } from '#testing/product';
import type { Product } from '#testing/product';

const GROUNDHOG_DAY = 1_990_001;
const TIMEOUT_MS = 1500;

let model: LanguageModel;
let product: Product;
let person: Session;
beforeAll(async () => {
  model = await aLanguageModel();
  product = await aProduct({
    changes: {
      LLM_URL: model.url,
      LLM_MODEL: 'tiny',
      LLM_API_KEY: 'secret',
      LLM_TIMEOUT_MS: String(TIMEOUT_MS),
    },
  });
}, 300_000);
afterAll(async () => {
  await product.close();
  await model.close();
});
beforeEach(async () => {
  person = await product.aPerson();
  await product.ask(`PUT /v1/me/ratings/${String(GROUNDHOG_DAY)}`, {
    token: person.accessToken,
    body: { rating: 5 },
  });
});

const list = async (strategy: string) =>
  (
    await product.ask<Recommendations>(`GET /v1/me/recommendations?strategy=${strategy}`, {
      token: person.accessToken,
    })
  ).body;
const idsOf = ({ items }: Recommendations) => items.map(({ movie }) => movie.id);
const order = (ids: readonly number[]) => JSON.stringify({ order: ids });

describe('the strategy refined', () => {
  it('takes the order of the language model, and keeps the answer', async () => {
    model.behave({ content: (ids) => `Here you are:\n${order([...ids].reverse())}` });
    const stacked = await list('stacked');
    const before = model.asked.length;
    const refined = await list('refined');
    expect(idsOf(refined)).toEqual(idsOf(stacked).reverse());
    expect(refined.degraded).toBeUndefined();
    expect(new Set(refined.items.map(({ source }) => source))).toEqual(new Set(['refined']));
    expect((await list('refined')).listId).toBe(refined.listId);
    expect(model.asked).toHaveLength(before + 1);
    const { authorization, body } = model.asked.at(-1)!;
    expect(authorization).toBe('Bearer secret');
    expect(body).toMatchObject({ model: 'tiny', temperature: 0 });
    expect(body.messages.at(-1)!.content).toContain('5 stars: Groundhog Day (1993)');
  });

  it('is named as the source of nothing else: not of a second page, nor of a list for a group', async () => {
    model.behave({ content: (ids) => order([...ids].reverse()) });
    const token = person.accessToken;
    const first = await list('refined');
    const cursor = encodeURIComponent(first.nextCursor!);
    const second = await product.ask<Recommendations>(
      `GET /v1/me/recommendations?strategy=refined&cursor=${cursor}`,
      { token },
    );
    const rated = { ratings: [{ movieId: GROUNDHOG_DAY, rating: 5 }] };
    const group = await product.ask<Recommendations>('POST /v1/recommendations', {
      body: { people: [rated, rated], strategy: 'refined' },
    });
    for (const { items } of [second.body, group.body])
      expect(new Set(items.map(({ source }) => source))).toEqual(new Set(['stacked']));
  });

  const failures: readonly (readonly [string, Manner])[] = [
    ['is silent', 'silent'],
    ['answers 500', { status: 500 }],
    ['answers what is no JSON', { text: '<html>' }],
    ['answers another form', { text: '{"choices": []}' }],
    ['talks without an order', { content: () => 'I like them all.' }],
    ['invents a film', { content: (ids) => order([...ids.slice(1), 4_711]) }],
    ['names a film twice', { content: (ids) => order([...ids.slice(1), ids[1]!]) }],
    ['says more than it could need', { content: (ids) => order([...ids].reverse()) + ' '.repeat(1e6) }],
    ['forgets a film', { content: (ids) => order(ids.slice(1)) }],
  ];
  it.each(failures)('is stacked, and says so, when the model %s', async (_name, manner) => {
    model.behave(manner);
    const stacked = await list('stacked');
    const before = model.asked.length;
    const started = performance.now();
    const refined = await list('refined');
    expect(performance.now() - started).toBeLessThan(TIMEOUT_MS + 2000);
    expect(model.asked).toHaveLength(before + 1);
    expect(idsOf(refined)).toEqual(idsOf(stacked));
    expect(refined.degraded).toEqual(['language-model']);
    expect(new Set(refined.items.map(({ source }) => source))).toEqual(new Set(['stacked']));
  });

  it('works without an account', async () => {
    model.behave({ content: (ids) => order([...ids].reverse()) });
    const ask = async (strategy: string) =>
      (
        await product.ask<Recommendations>('POST /v1/recommendations', {
          body: { ratings: [{ movieId: GROUNDHOG_DAY, rating: 5 }], strategy },
        })
      ).body;
    expect(idsOf(await ask('refined'))).toEqual(idsOf(await ask('stacked')).reverse());
  });
});
