import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Session } from '@marquee/contract/account';
import type { Recommendations } from '@marquee/contract/recommendation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '#app';
import { anAddress, aProduct, PASSWORD } from '#testing/product';
import type { Product } from '#testing/product';

const GROUNDHOG_DAY = 1_990_001;

/** What holds between several API processes over the same services: here two in one process, which share nothing. */
let product: Product;
let other: NestFastifyApplication;
beforeAll(async () => {
  product = await aProduct();
  other = await createApp(product.environment);
}, 300_000);
afterAll(async () => {
  await other.close();
  await product.close();
});

const elsewhere = async (person: Session, url = '/v1/me/recommendations') =>
  await other.inject({ url, headers: { authorization: `Bearer ${person.accessToken}` } });
const listElsewhere = async (person: Session) =>
  JSON.parse((await elsewhere(person)).body) as Recommendations;

describe('another API process', () => {
  it('counts a rating in its very next answer', async () => {
    const person = await product.aPerson();
    for (const rating of [5, 0.5, 4]) {
      const before = await listElsewhere(person);
      await product.ask(`PUT /v1/me/ratings/${String(GROUNDHOG_DAY)}`, {
        token: person.accessToken,
        body: { rating },
      });
      const after = await listElsewhere(person);
      expect(after.listId).not.toBe(before.listId);
      expect(after.changed?.because).toBe(`rated Groundhog Day ${String(rating)}`);
    }
  });

  it('serves the answer that the first one kept', async () => {
    const person = await product.aPerson();
    const here = await product.ask<Recommendations>('GET /v1/me/recommendations', {
      token: person.accessToken,
    });
    expect((await listElsewhere(person)).listId).toBe(here.body.listId);
  });

  it('refuses a session at once that has ended, though its answer is kept', async () => {
    const person = await product.aPerson();
    expect((await elsewhere(person)).statusCode).toBe(200);
    await product.ask('POST /v1/auth/logout', { token: person.accessToken, body: { everywhere: true } });
    expect((await elsewhere(person)).statusCode).toBe(401);
  });

  it('refuses a deleted person at once', async () => {
    const person = await product.aPerson();
    expect((await elsewhere(person)).statusCode).toBe(200);
    await product.ask('DELETE /v1/me', { token: person.accessToken, body: { password: PASSWORD } });
    expect((await elsewhere(person)).statusCode).toBe(401);
  });

  it('tells people apart whose requests come together', async () => {
    const people = await Promise.all(['Ada', 'Grace', 'Mary'].map((name) => product.aPerson(name)));
    const gone = people[1]!;
    await product.ask('POST /v1/auth/logout', { token: gone.accessToken, body: { everywhere: true } });
    const answers = await Promise.all([...people, ...people].map((person) => elsewhere(person, '/v1/me')));
    const names = answers.map(({ body }) => (JSON.parse(body) as { name?: string }).name);
    expect(names).toEqual(['Ada', undefined, 'Mary', 'Ada', undefined, 'Mary']);
  });
});

describe('the limit of requests', () => {
  it('holds over both, and lets exactly the allowance through when all come at once', async () => {
    const limited = await Promise.all(
      [1, 2].map(() => createApp({ ...product.environment, REQUESTS_PER_MINUTE: 40 })),
    );
    const address = { remoteAddress: anAddress(), url: '/v1/recommendations', method: 'POST' } as const;
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, at) => limited[at % 2]!.inject({ ...address, payload: {} })),
    );
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 200)).toHaveLength(40);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    for (const app of limited) await app.close();
  });
});
