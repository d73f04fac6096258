import type { OpenSession, Session } from '@marquee/contract/account';
import type { Problem } from '@marquee/contract/problem';
import type { Home, PersonalMovie, Recommendations } from '@marquee/contract/recommendation';
import type { Rating, RatingsPage } from '@marquee/contract/taste';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aProduct, PASSWORD } from '#testing/product';
import type { Product } from '#testing/product';

const GROUNDHOG_DAY = 1_990_001;

let product: Product;
beforeAll(async () => {
  product = await aProduct();
}, 300_000);
afterAll(async () => {
  await product.close();
});

const rate = async (person: Session, movieId: number, rating: number) =>
  await product.ask(`PUT /v1/me/ratings/${String(movieId)}`, { token: person.accessToken, body: { rating } });
const list = async (person: Session, query = '') =>
  (await product.ask<Recommendations>(`GET /v1/me/recommendations${query}`, { token: person.accessToken }))
    .body;
const idsOf = ({ items }: Recommendations) => items.map(({ movie }) => movie.id);

describe('accounts', () => {
  it('answers an unknown email like a wrong password', async () => {
    const person = await product.aPerson();
    const tries = [person.user.email, 'nobody@example.org'].map((email) =>
      product.ask<Problem>('POST /v1/auth/login', { body: { email, password: 'wrong password' } }),
    );
    const [wrong, unknown] = await Promise.all(tries);
    expect(wrong!.status).toBe(401);
    expect(wrong!.body.code).toBe('invalid-credentials');
    expect(unknown!.body).toEqual(wrong!.body);
  });

  it('takes a refresh token once and ends the family when it comes again', async () => {
    const person = await product.aPerson();
    const refresh = (refreshToken: string) =>
      product.ask<Session>('POST /v1/auth/refresh', { body: { refreshToken } });
    const next = await refresh(person.refreshToken);
    expect(next.status).toBe(200);
    expect((await refresh(person.refreshToken)).body).toMatchObject({ code: 'token-reused' });
    expect((await refresh(next.body.refreshToken)).status).toBe(401);
    expect((await product.ask('GET /v1/me', { token: next.body.accessToken })).status).toBe(401);
  });

  it('lets a key do what its scopes say, and no more', async () => {
    const { accessToken } = await product.aPerson();
    const made = await product.ask<{ key: string }>('POST /v1/me/api-keys', {
      token: accessToken,
      body: { name: 'script', scopes: ['read'] },
    });
    const { key } = made.body;
    expect((await product.ask('GET /v1/me/recommendations', { key })).status).toBe(200);
    const write = await product.ask<Problem>(`PUT /v1/me/ratings/${String(GROUNDHOG_DAY)}`, {
      key,
      body: { rating: 4 },
    });
    expect(write.body.code).toBe('insufficient-scope');
    expect((await product.ask('POST /v1/me/api-keys', { key, body: { name: 'x' } })).status).toBe(403);
  });

  it('slows down guessing', async () => {
    const person = await product.aPerson();
    const guess = () =>
      product.ask<Problem>('POST /v1/auth/login', {
        body: { email: person.user.email, password: 'guess' },
        headers: { 'x-forwarded-for': '203.0.113.9' },
      });
    let answer = await guess();
    for (let attempt = 0; attempt < 12 && answer.status === 401; attempt++) answer = await guess();
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('shows where one is logged in, and ends one session without the others', async () => {
    const person = await product.aPerson();
    const login = { email: person.user.email, password: PASSWORD };
    const elsewhere = (await product.ask<Session>('POST /v1/auth/login', { body: login })).body;
    const sessions = async (token: string) =>
      (await product.ask<{ items: OpenSession[] }>('GET /v1/me/sessions', { token })).body.items;
    const [latest, first] = await sessions(person.accessToken);
    expect([latest!.current, first!.current]).toEqual([false, true]);
    const end = async (token: string, id: string) =>
      (await product.ask(`DELETE /v1/me/sessions/${id}`, { token })).status;
    const stranger = await product.aPerson('Mallory');
    expect(await end(stranger.accessToken, latest!.id)).toBe(404);
    expect(await end(person.accessToken, latest!.id)).toBe(204);
    expect((await product.ask('GET /v1/me', { token: elsewhere.accessToken })).status).toBe(401);
    expect(await sessions(person.accessToken)).toEqual([first]);
  });

  it('shows no admin route to people, nor anything of theirs to guests', async () => {
    const { accessToken } = await product.aPerson();
    expect((await product.ask('GET /v1/admin/overview', { token: accessToken })).status).toBe(403);
    expect((await product.ask('GET /v1/admin/overview')).status).toBe(401);
    expect((await product.ask('GET /v1/me/ratings')).status).toBe(401);
    const admin = await product.anAdmin();
    expect((await product.ask('GET /v1/admin/overview', { token: admin.accessToken })).status).toBe(200);
  });
});

describe('recommendations', () => {
  it('count a rating in the very next answer and say what changed', async () => {
    const person = await product.aPerson();
    const before = await list(person);
    await rate(person, GROUNDHOG_DAY, 5);
    const after = await list(person);
    expect(idsOf(after)).not.toEqual(idsOf(before));
    expect(idsOf(after)).not.toContain(GROUNDHOG_DAY);
    expect(after.changed?.because).toBe('rated Groundhog Day 5');
    expect(after.changed?.cause).toEqual({
      code: 'rated',
      subject: 'Groundhog Day',
      rating: 5,
      count: null,
    });
    expect(after.changed?.added.length).toBeGreaterThan(0);
  });

  it('give reasons that add up to the score, and forget one that was struck out', async () => {
    const person = await product.aPerson();
    await rate(person, GROUNDHOG_DAY, 5);
    await rate(person, 1_980_001, 4.5);
    const { items } = await list(person);
    for (const { score, why } of items) {
      const sum = why!.reduce((total, { value }) => total + value, 0);
      expect(Math.abs(sum - score)).toBeLessThan(1e-3 * Math.max(1, Math.abs(score)));
    }
    await product.ask(`DELETE /v1/me/reasons/${String(GROUNDHOG_DAY)}`, { token: person.accessToken });
    const without = await list(person);
    const named = without.items.flatMap(({ why }) => why!.map(({ movie }) => movie?.id));
    expect(named).not.toContain(GROUNDHOG_DAY);
    expect(idsOf(without)).not.toContain(GROUNDHOG_DAY);
  });

  it('never show what is hidden, until it is shown again', async () => {
    const person = await product.aPerson();
    await rate(person, GROUNDHOG_DAY, 5);
    const [first] = (await list(person)).items;
    const hide = async (body: unknown) =>
      (await product.ask<{ id: string }>('POST /v1/me/hidden', { token: person.accessToken, body })).body.id;
    const id = await hide({ scope: 'movie', value: first!.movie.id });
    await hide({ scope: 'genre', value: 'Horror' });
    const hidden = await list(person, '?limit=100');
    expect(idsOf(hidden)).not.toContain(first!.movie.id);
    expect(hidden.items.some(({ movie }) => movie.genres.includes('Horror'))).toBe(false);
    await product.ask(`DELETE /v1/me/hidden/${id}`, { token: person.accessToken });
    expect(idsOf(await list(person, '?limit=100'))).toContain(first!.movie.id);
  });

  it('page without repeating a film, though ratings fall in between', async () => {
    const person = await product.aPerson();
    await rate(person, GROUNDHOG_DAY, 5);
    const seen: number[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < 5; page++) {
      const answer: Recommendations = await list(
        person,
        `?limit=10${cursor === null ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...idsOf(answer));
      cursor = answer.nextCursor;
      await rate(person, answer.items[0]!.movie.id, 3);
    }
    expect(seen).toHaveLength(50);
    expect(new Set(seen).size).toBe(50);
  });

  it('tell of any one film what the person would think, with reasons', async () => {
    const person = await product.aPerson();
    const token = person.accessToken;
    const of = async (movieId: number) =>
      (await product.ask<PersonalMovie>(`GET /v1/me/movies/${String(movieId)}`, { token })).body;
    await rate(person, GROUNDHOG_DAY, 5);
    const [first] = (await list(person)).items;
    const { recommendation, rating } = await of(first!.movie.id);
    expect(rating).toBeNull();
    expect(recommendation).toMatchObject({
      predictedRating: first!.predictedRating,
      confidence: first!.confidence,
    });
    const sum = recommendation!.why!.reduce((total, { value }) => total + value, 0);
    expect(Math.abs(sum - recommendation!.score)).toBeLessThan(
      1e-3 * Math.max(1, Math.abs(recommendation!.score)),
    );
    const seen = await of(GROUNDHOG_DAY);
    expect(seen.rating?.rating).toBe(5);
    expect(seen.recommendation!.why!.map(({ movie }) => movie?.id)).not.toContain(GROUNDHOG_DAY);
    expect((await product.ask('GET /v1/me/movies/77', { token })).status).toBe(404);
  });

  it('fill the home page with rows that share no film', async () => {
    const person = await product.aPerson();
    await rate(person, GROUNDHOG_DAY, 5);
    const { body } = await product.ask<Home>('GET /v1/me/home', { token: person.accessToken });
    const ids = body.rows.flatMap(({ items }) => items.map(({ movie }) => movie.id));
    expect(body.rows.map(({ kind }) => kind)).toContain('because');
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(GROUNDHOG_DAY);
  });

  it('find hidden gems among films that had time to be found', async () => {
    const person = await product.aPerson();
    await rate(person, GROUNDHOG_DAY, 5);
    const { body } = await product.ask<Home>('GET /v1/me/home', { token: person.accessToken });
    const gems = body.rows.find(({ kind }) => kind === 'hidden-gems')!.items;
    expect(gems.length).toBeGreaterThan(5);
    for (const { movie } of gems) expect(movie.year!).toBeLessThanOrEqual(new Date().getUTCFullYear() - 5);
  });

  it('need no account', async () => {
    const ask = async (body: unknown) =>
      (await product.ask<Recommendations>('POST /v1/recommendations', { body })).body;
    const person = await ask({ ratings: [{ movieId: GROUNDHOG_DAY, rating: 5 }], filters: { yearTo: 1980 } });
    expect(person.items).toHaveLength(20);
    expect(person.items.every(({ movie }) => movie.year! <= 1980)).toBe(true);
    const nobody = await ask({});
    expect(nobody.items).toHaveLength(20);
    const group = await ask({
      people: [
        { ratings: [{ movieId: GROUNDHOG_DAY, rating: 5 }] },
        { ratings: [{ movieId: 1_980_001, rating: 5 }] },
      ],
      fairness: 1,
    });
    expect(group.items).toHaveLength(20);
    expect((await ask({ ratings: [{ movieId: 4, rating: 0.5 }], strategy: 'als' })).items).toHaveLength(20);
  });
});

describe('a person’s data', () => {
  it('can be taken along and goes with the account', async () => {
    const person = await product.aPerson();
    const token = person.accessToken;
    await rate(person, GROUNDHOG_DAY, 4.5);
    const csv = await product.ask<string>('GET /v1/me/export?format=csv', { token });
    expect(csv.body).toContain(`${String(GROUNDHOG_DAY)},"Groundhog Day",1993,4.5,`);
    const other = await product.aPerson('Grace');
    const file =
      'Date,Name,Year,Letterboxd URI,Rating\n2024-01-02,Groundhog Day,1993,https://boxd.it/x,4\n2024-01-03,No Such Film,1901,https://boxd.it/y,3\n';
    const imported = await product.ask<{ imported: number; unmatchedTotal: number }>(
      'POST /v1/me/ratings/import',
      {
        token: other.accessToken,
        body: { csv: file },
      },
    );
    expect(imported.body).toMatchObject({ imported: 1, unmatchedTotal: 1 });
    const gone = await product.ask<{ deleted: Record<string, number> }>('DELETE /v1/me', {
      token,
      body: { password: PASSWORD },
    });
    expect(gone.status).toBe(200);
    expect(Object.values(gone.body.deleted).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(1);
    expect((await product.ask('GET /v1/me', { token })).status).toBe(401);
  });

  it('shows one rating', async () => {
    const person = await product.aPerson();
    const token = person.accessToken;
    const route = `GET /v1/me/ratings/${String(GROUNDHOG_DAY)}`;
    expect((await product.ask(route, { token })).status).toBe(404);
    await rate(person, GROUNDHOG_DAY, 2.5);
    const { body } = await product.ask<Rating>(route, { token });
    expect(body).toMatchObject({ movieId: GROUNDHOG_DAY, rating: 2.5 });
    expect(Date.now() - Date.parse(body.ratedAt)).toBeLessThan(60_000);
  });

  it('lists ratings in pages', async () => {
    const person = await product.aPerson();
    await product.ask('PUT /v1/me/ratings', {
      token: person.accessToken,
      body: {
        ratings: [GROUNDHOG_DAY, 1_980_001, 1_970_001].map((movieId, at) => ({
          movieId,
          rating: 3 + at / 2,
        })),
      },
    });
    const page = async (query: string) =>
      (
        await product.ask<RatingsPage>(`GET /v1/me/ratings?sort=-rating&limit=2${query}`, {
          token: person.accessToken,
        })
      ).body;
    const first = await page('');
    const second = await page(`&cursor=${first.nextCursor!}`);
    expect([...first.items, ...second.items].map(({ rating }) => rating)).toEqual([4, 3.5, 3]);
    expect(second.nextCursor).toBeNull();
  });
});
