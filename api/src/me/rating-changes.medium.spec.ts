import type { Session } from '@marquee/contract/account';
import type { RatingsPage } from '@marquee/contract/taste';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Authenticator } from '#http/authenticator';
import { RatingsService } from '#me/ratings.service';
import { aProduct } from '#testing/product';
import type { Product } from '#testing/product';

let product: Product;
let people: Session[];
let films: number[];

beforeAll(async () => {
  product = await aProduct({ trained: false });
  films = (await product.database.movies.popular({}, 12)).map(({ id }) => id);
}, 300_000);
afterAll(async () => {
  await product.close();
});
beforeEach(async () => {
  people = await Promise.all(Array.from({ length: 6 }, () => product.aPerson()));
});

const rate = async (person: Session, movieId: number, rating: number): Promise<number> =>
  (
    await product.ask(`PUT /v1/me/ratings/${String(movieId)}`, {
      token: person.accessToken,
      body: { rating },
    })
  ).status;
const ratingsOf = async (person: Session) => {
  const { body } = await product.ask<RatingsPage>('GET /v1/me/ratings?limit=200', {
    token: person.accessToken,
  });
  return new Map(body.items.map(({ movieId, rating }) => [movieId, rating]));
};
const idOf = async (person: Session): Promise<number> =>
  (await product.database.users.findByPublicId(person.user.id))!.id;
const countsOf = async (ids: readonly number[]) =>
  (await product.database.movies.byIds(ids)).map(({ id, ratingCount }) => [id, ratingCount]);

describe('people who rate at the same time', () => {
  it('find each of their answered ratings, and each is counted once', async () => {
    const before = await countsOf(films);
    const told = await Promise.all(
      people.flatMap((person, n) =>
        films.map(async (film, at) => await rate(person, film, 0.5 + ((n + at) % 10) / 2)),
      ),
    );
    expect(new Set(told)).toEqual(new Set([200]));
    for (const [n, person] of people.entries()) {
      expect(await ratingsOf(person)).toEqual(
        new Map(films.map((film, at) => [film, 0.5 + ((n + at) % 10) / 2])),
      );
      expect(await product.database.users.revisionOf(await idOf(person))).toBe(films.length);
    }
    expect(await countsOf(films)).toEqual(before.map(([id, count]) => [id, count! + people.length]));
  });

  it('are told of unknown films, and of sessions that have ended, without harm to the others', async () => {
    const [ada, ben, cem, dora] = people as [Session, Session, Session, Session];
    await product.ask('POST /v1/auth/logout', { token: ben.accessToken, body: { everywhere: true } });
    const [film] = films as [number];
    expect(
      await Promise.all([
        rate(ada, film, 4),
        rate(ben, film, 4),
        rate(cem, 999_999_999, 4),
        rate(dora, film, 1),
      ]),
    ).toEqual([200, 401, 404, 200]);
    expect([...(await ratingsOf(ada)), ...(await ratingsOf(dora))]).toEqual([[film, 4], [film, 1]]); // prettier-ignore
    expect(await product.database.ratings.countOf(await idOf(ben))).toBe(0);
  });

  it('are not held up by a change of one of them, who is told when it is through', async () => {
    const [ada, ben, cem] = people as [Session, Session, Session];
    const [film, other] = films as [number, number];
    const adaId = await idOf(ada);
    let late: Promise<number> | undefined;
    await product.database.transaction(async ({ ratings }) => {
      await ratings.put(adaId, [{ movieId: film, rating: 2 }]);
      late = rate(ada, film, 5);
      expect(await Promise.all([rate(ben, other, 3), rate(cem, other, 3)])).toEqual([200, 200]);
    });
    expect(await late).toBe(200);
    expect(await ratingsOf(ada)).toEqual(new Map([[film, 5]]));
  });
});

describe('one person', () => {
  it('is told why the login does not stand, and nothing is rated', async () => {
    const [person] = people as [Session];
    const [film] = films as [number];
    const id = await idOf(person);
    const asked = async () =>
      await product.ask<{ code: string }>(`PUT /v1/me/ratings/${String(film)}`, {
        token: person.accessToken,
        body: { rating: 4 },
      });
    await product.database.users.update(id, { disabled: true });
    expect((await asked()).body).toMatchObject({ status: 403, code: 'account-disabled' });
    await product.database.users.update(id, { disabled: false });
    await product.database.sessions.revokeAll(id);
    expect((await asked()).body).toMatchObject({ status: 401, code: 'invalid-token' });
    expect(await product.database.ratings.countOf(id)).toBe(0);
  });

  it('can rate by an API key that may write, and by no other', async () => {
    const [person] = people as [Session];
    const [film] = films as [number];
    const keyWith = async (scopes: readonly string[]) =>
      (
        await product.ask<{ key: string }>('POST /v1/me/api-keys', {
          token: person.accessToken,
          body: { name: scopes.join(), scopes },
        })
      ).body.key;
    const rates = async (key: string) =>
      (await product.ask(`PUT /v1/me/ratings/${String(film)}`, { key, body: { rating: 4 } })).status;
    expect(await rates(await keyWith(['read']))).toBe(403);
    expect(await ratingsOf(person)).toEqual(new Map());
    expect(await rates(await keyWith(['read', 'write']))).toBe(200);
    expect(await ratingsOf(person)).toEqual(new Map([[film, 4]]));
  });

  it('ends with what was asked last, however close changes follow each other', async () => {
    const [film, other] = films as [number, number];
    // Over HTTP a request with a body may come in after one without that was sent later.
    const ratings = product.app.get(RatingsService);
    const asker = product.app.get(Authenticator);
    for (const person of people) {
      const id = await idOf(person);
      const claimant = (await asker.claimant({ authorization: `Bearer ${person.accessToken}` }))!;
      const others = people.filter((one) => one !== person).map((one) => rate(one, film, 3));
      await Promise.all([
        ratings.put(claimant, film, 1),
        ratings.remove(id, film),
        ratings.put(claimant, other, 2),
        ratings.putMany(id, [{ movieId: film, rating: 2 }]),
        ratings.put(claimant, film, 4.5),
        ratings.put(claimant, other, 5),
        ratings.remove(id, other),
      ]);
      expect(new Set(await Promise.all(others))).toEqual(new Set([200]));
      expect(await ratingsOf(person)).toEqual(new Map([[film, 4.5]]));
      await ratings.remove(id, film);
    }
  });
});
