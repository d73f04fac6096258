import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Session } from '@marquee/contract/account';
import type { MovieSummary } from '@marquee/contract/movie';
import type { Home, Recommendations } from '@marquee/contract/recommendation';
import type { SearchResult, SimilarResult } from '@marquee/contract/search';
import type { HiddenList, Preferences, RatingsPage } from '@marquee/contract/taste';
import { redisDatabase } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '#app';
import { Catalogue } from '#recommend/catalogue';
import { Recommenders } from '#recommend/recommenders';
import { aProduct } from '#testing/product';
import type { Product } from '#testing/product';
import { deeds } from '#testing/sequences';
import type { Deed, World } from '#testing/sequences';

const SEEDS = [1, 2, 3];
const DEEDS = 20;
/** Few enough that deeds meet each other: what was rated is hidden, taken back and struck. */
const FILMS = 60;

let product: Product;
/** The same API without Redis: whatever it answers it has just computed. */
let uncached: NestFastifyApplication;
let world: World;
let models: readonly string[];
beforeAll(async () => {
  // Where no other test announces an index: only one of the two would hear it, and read the films again.
  product = await aProduct({ changes: { REDIS_URL: redisDatabase(10) } });
  uncached = await createApp({ ...product.environment, REDIS_URL: 'redis://127.0.0.1:9' });
  const films = product.app.get(Catalogue).popular().slice(0, FILMS);
  world = {
    movieIds: films.map(({ id }) => id),
    people: [...new Set(films.flatMap(({ directors }) => directors))].slice(0, 8),
    genres: [...new Set(films.flatMap(({ genres }) => genres))],
  };
  models = await twoModels();
}, 300_000);
afterAll(async () => {
  await uncached.close();
  await product.close();
});

/** The live model, and the same file under a second name. */
async function twoModels(): Promise<readonly string[]> {
  const { modelFiles, modelRuns } = product.database;
  const live = (await modelRuns.live())!;
  const other = `${live.version}-b`;
  await modelFiles.put(other, (await modelFiles.get(live.version))!);
  await modelRuns.add({ ...live, version: other, state: 'candidate' });
  return [live.version, other];
}

async function swapModel(): Promise<void> {
  const live = (await product.database.modelRuns.live())!.version;
  await product.database.modelRuns.promote(models.find((version) => version !== live)!);
  for (const app of [product.app, uncached]) await app.get(Recommenders).look();
}

async function does(person: Session, deed: Deed): Promise<void> {
  const ask = async <Body>(route: string, body?: unknown) =>
    await product.ask<Body>(route, {
      token: person.accessToken,
      ...(body === undefined ? {} : { body }),
    });
  switch (deed.kind) {
    case 'rate':
      await ask(`PUT /v1/me/ratings/${String(deed.movieId)}`, { rating: deed.rating });
      break;
    case 'rate-many':
      await ask('PUT /v1/me/ratings', {
        ratings: deed.movieIds.map((movieId) => ({ movieId, rating: deed.rating })),
      });
      break;
    case 'take-back':
      await ask(`DELETE /v1/me/ratings/${String(deed.movieId)}`);
      break;
    case 'strike':
      await ask(`DELETE /v1/me/reasons/${String(deed.movieId)}`);
      break;
    case 'unstrike':
      await ask(`PUT /v1/me/reasons/${String(deed.movieId)}`);
      break;
    case 'hide':
      await ask('POST /v1/me/hidden', deed.body);
      break;
    case 'unhide': {
      const { items } = (await ask<HiddenList>('GET /v1/me/hidden')).body;
      if (items.length > 0) await ask(`DELETE /v1/me/hidden/${items[deed.which % items.length]!.id}`);
      break;
    }
    case 'prefer': {
      const { notReasons } = (await ask<Preferences>('GET /v1/me/preferences')).body;
      await ask('PUT /v1/me/preferences', { ...deed.body, notReasons });
      break;
    }
    case 'swap-model':
      await swapModel();
  }
}

const cachedly = async <Body>(person: Session, url: string) =>
  (await product.ask<Body>(`GET ${url}`, { token: person.accessToken })).body;
const freshly = async <Body>(person: Session, url: string) =>
  JSON.parse(
    (await uncached.inject({ url, headers: { authorization: `Bearer ${person.accessToken}` } })).body,
  ) as Body;

/** Without what is new with every computation. */
const essence = ({ items, total, strategy, modelVersion }: Recommendations) => ({
  items,
  total,
  strategy,
  modelVersion,
});

/** Films that must not be shown to the person now. */
async function forbidden(person: Session) {
  const ratings = await cachedly<RatingsPage>(person, '/v1/me/ratings?limit=200');
  const hidden = (await cachedly<HiddenList>(person, '/v1/me/hidden')).items;
  const values = (scope: string) =>
    new Set(hidden.filter((one) => one.scope === scope).map(({ value }) => value));
  const [movies, people, genres] = ['movie', 'person', 'genre'].map(values) as [
    Set<string>,
    Set<string>,
    Set<string>,
  ];
  const seen = new Set(ratings.items.map(({ movieId }) => movieId));
  return (movie: MovieSummary): boolean =>
    seen.has(movie.id) ||
    movies.has(String(movie.id)) ||
    movie.genres.some((genre) => genres.has(genre)) ||
    [...movie.directors, ...movie.actors].some((name) => people.has(name));
}

describe.each(SEEDS)('whatever a person does (seed %i)', (seed) => {
  it('the cache and the truth are equal, and nothing seen or hidden is shown', async () => {
    const person = await product.aPerson();
    const done: string[] = [];
    for (const deed of deeds(seed, DEEDS, world)) {
      await does(person, deed);
      done.push(JSON.stringify(deed));
      const story = done.join('\n');
      const url = '/v1/me/recommendations?limit=20';
      const first = await cachedly<Recommendations>(person, url);
      const again = await cachedly<Recommendations>(person, url);
      const truth = await freshly<Recommendations>(person, url);
      expect(again.listId, story).toBe(first.listId);
      expect(essence(first), story).toEqual(essence(truth));
      const home = await cachedly<Home>(person, '/v1/me/home');
      expect(home.rows, story).toEqual((await freshly<Home>(person, '/v1/me/home')).rows);
      const isForbidden = await forbidden(person);
      const shown = [...first.items, ...home.rows.flatMap(({ items }) => items)].map(({ movie }) => movie);
      expect(shown.filter(isForbidden), story).toEqual([]);
    }
    const isForbidden = await forbidden(person);
    for (const by of ['tfidf', 'content', 'als', 'hybrid']) {
      const url = `/v1/movies/${String(world.movieIds[seed])}/similar?by=${by}&limit=50`;
      const { items } = await cachedly<SimilarResult>(person, url);
      expect(
        items.filter(({ movie }) => isForbidden(movie)),
        `${by}\n${done.join('\n')}`,
      ).toEqual([]);
    }
    for (const word of ['love', 'war', 'night']) {
      const url = `/v1/search?q=${word}&taste=1&hideSeen=true&mode=text&limit=50`;
      const { items } = await cachedly<SearchResult>(person, url);
      expect(
        items.filter(({ movie }) => isForbidden(movie)),
        `${word}\n${done.join('\n')}`,
      ).toEqual([]);
    }
  }, 120_000);
});

it('shows a film again when the time is over for which it was hidden, though nothing else has happened', async () => {
  const person = await product.aPerson();
  await does(person, { kind: 'rate', movieId: world.movieIds[0]!, rating: 5 });
  const ids = async () =>
    (await cachedly<Recommendations>(person, '/v1/me/recommendations')).items.map(({ movie }) => movie.id);
  const [film] = await ids();
  await does(person, {
    kind: 'hide',
    body: { scope: 'movie', value: film, until: new Date(Date.now() + 1500).toISOString() },
  });
  expect(await ids()).not.toContain(film);
  await expect.poll(ids, { timeout: 5000, interval: 200 }).toContain(film);
});

it('lets a search follow the person’s taste', async () => {
  const person = await product.aPerson();
  const titles = async (taste: number) =>
    (
      await cachedly<SearchResult>(person, `/v1/search?q=love&mode=text&limit=20&taste=${String(taste)}`)
    ).items.map(({ movie }) => movie.title);
  const plain = await titles(0);
  expect(await titles(1)).toEqual(plain);
  for (const movieId of world.movieIds.slice(0, 8)) await does(person, { kind: 'rate', movieId, rating: 5 });
  expect(await titles(0)).toEqual(plain);
  expect(await titles(1)).not.toEqual(plain);
});
