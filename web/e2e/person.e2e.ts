import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awake, browser, newAccount, openWithScripts, register } from './browser.ts';

const baseURL = process.env.WEB_URL ?? 'http://localhost:3000';
/** Longer than a film must be in sight to count as seen. */
const SEEN_MS = 2500;
let chromium: Browser;
beforeAll(async () => {
  chromium = await browser();
});
afterAll(() => chromium.close());

async function filmsOf(page: Page, count: number): Promise<readonly string[]> {
  await page.goto('/search?genres=Comedy');
  const all = page.locator('.hit h2 a');
  return await all.evaluateAll(
    (links, most) => links.slice(0, most).map((link) => link.getAttribute('href')!),
    count,
  );
}

describe('a person', () => {
  it('registers, rates three films, sees the list change with a reason, hides one and undoes it', async () => {
    const context = await chromium.newContext({ baseURL });
    const page = await context.newPage();
    await register(page, newAccount());
    const films = await filmsOf(page, 3);
    await page.goto('/recommendations');
    await page.locator('li.recommendation').first().waitFor();
    for (const path of films) {
      await openWithScripts(page, path);
      await page.locator('#rate label').nth(8).click();
      await page.locator('[role=status].toast').waitFor();
      expect(await page.locator('#rate label.lit').count()).toBe(9);
    }
    await page.goto('/recommendations');
    await awake(page);
    const first = page.locator('li.recommendation').first();
    await first.waitFor();
    await page.locator('.notice.good').first().waitFor();
    await first.locator('summary').click();
    expect(await first.locator('.reason').count()).toBeGreaterThan(0);
    const title = await first.locator('h2').textContent();
    await first.locator('button[value=hide]').click();
    const undo = page.locator('li.notice button[value=unhide]:not([aria-disabled=true])');
    await undo.waitFor();
    await page.goto('/hidden');
    expect(await page.locator('main').textContent()).toContain(title!);
    await page.locator('button[value=unhide]').first().click();
    await page.locator('.empty').waitFor();
    await context.close();
  });

  it('sees a film in one list and then in another, and both are told', async () => {
    const context = await chromium.newContext({ baseURL });
    const page = await context.newPage();
    await page.addInitScript(
      'globalThis.told = []; navigator.sendBeacon = (_, events) => told.push(...JSON.parse(events).events) > 0;',
    );
    await register(page, newAccount());
    await openWithScripts(page, '/search?q=groundhog');
    const film = page.locator('.hit', { hasText: 'Groundhog Day' }).first();
    const id = await film.getAttribute('data-movie');
    await page.waitForTimeout(SEEN_MS);
    await page.locator('.facet', { hasText: 'Comedy' }).first().click();
    await page.waitForURL(/genres=Comedy/);
    await page.waitForTimeout(SEEN_MS);
    await film.locator('h2 a').click();
    await page.locator('.film h1', { hasText: 'Groundhog Day' }).waitFor();
    const ofFilm = `told.filter(({ movieId }) => movieId === ${id}).map(({ kind }) => kind)`;
    await expect.poll(() => page.evaluate(ofFilm)).toEqual(['impression', 'impression', 'click']);
    await context.close();
  });

  it('is not sent to log in from a map on which nothing is rated yet', async () => {
    const context = await chromium.newContext({ baseURL });
    const page = await context.newPage();
    await register(page, newAccount());
    await page.goto('/map');
    await page.locator('#map-keys').waitFor();
    expect(await page.locator('figcaption a[href^="/login"]').count()).toBe(0);
    await context.close();
  });

  it('strikes out a reason and lets it count again, without scripts', async () => {
    const context = await chromium.newContext({ baseURL, javaScriptEnabled: false });
    const page = await context.newPage();
    await register(page, newAccount());
    for (const path of await filmsOf(page, 3)) {
      await page.goto(path);
      await page.locator('#rate input[value="4.5"]').check();
      await page.locator('#rate form.stars button').first().click();
      expect(await page.locator('#rate input[value="4.5"]').isChecked()).toBe(true);
    }
    await page.goto('/recommendations');
    await page.locator('li.recommendation summary').first().click();
    await page.locator('button[value=strike]').first().click();
    await page.locator('button[value=unstrike]').first().click();
    expect(await page.locator('button[value=unstrike]').count()).toBe(0);
    await context.close();
  });

  it('takes everything away, and deletes the account', async () => {
    const context = await chromium.newContext({ baseURL, acceptDownloads: true });
    const page = await context.newPage();
    const account = newAccount();
    await register(page, account);
    await page.goto('/profile');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('a[href*="format=json"]'),
    ]);
    const kept: unknown = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(JSON.stringify(kept)).toContain(account.email);
    await page.locator('summary.danger').click();
    await page.fill('#delete-password', account.password);
    await page.locator('.delete-form button').click();
    await page.locator('h1', { hasText: 'Your account is gone' }).waitFor();
    await page.goto('/profile');
    expect(new URL(page.url()).pathname).toBe('/login');
    await context.close();
  });

  it('is told what is wrong with a form, and comes back after logging in to where it was', async () => {
    const context = await chromium.newContext({ baseURL });
    const page = await context.newPage();
    const account = newAccount();
    await register(page, account);
    await context.clearCookies();
    await page.goto('/preferences');
    expect(new URL(page.url()).pathname).toBe('/login');
    await page.fill('input[name=email]', account.email);
    await page.fill('input[name=password]', 'wrong-password');
    await page.click('main form .button');
    await page.locator('[role=alert]').waitFor();
    expect(await page.inputValue('input[name=email]')).toBe(account.email);
    await page.fill('input[name=password]', account.password);
    await page.click('main form .button');
    await page.waitForURL('**/preferences');
    await page.goto('/login?to=//evil.example');
    expect(new URL(page.url()).host).toBe(new URL(baseURL).host);
    await context.close();
  });

  it('sees a rating roll back when it cannot be saved', async () => {
    const context = await chromium.newContext({ baseURL });
    const page = await context.newPage();
    await register(page, newAccount());
    const [path] = await filmsOf(page, 1);
    await openWithScripts(page, path!);
    await page.route('**/actions/rate*', (route) => route.fulfill({ status: 503, body: 'away' }));
    await page.locator('#rate label').nth(5).click();
    await page.locator('.toast', { hasText: 'could not be saved' }).waitFor();
    expect(await page.locator('#rate label.lit').count()).toBe(0);
    await context.close();
  });

  it('keeps the page without a network: what was done is taken back, and nothing is lost', async () => {
    const context = await chromium.newContext({ baseURL });
    const page = await context.newPage();
    await register(page, newAccount());
    const [path] = await filmsOf(page, 1);
    await openWithScripts(page, path!);
    const title = await page.locator('h1').innerText();
    await page.waitForLoadState('networkidle');
    await context.setOffline(true);
    await page.locator('#rate label').nth(5).click();
    expect(await page.locator('#rate label.lit').count()).toBe(6);
    await page.locator('.toast', { hasText: 'could not be saved' }).waitFor();
    expect(await page.locator('#rate label.lit').count()).toBe(0);
    await page.locator('#rate button[value=watch]').click();
    await page.locator('.toast', { hasText: 'Nothing has changed' }).waitFor();
    await page.locator('.card-link').first().click();
    await page.locator('.toast', { hasText: 'You are offline' }).waitFor();
    expect(await page.locator('h1').innerText()).toBe(title);
    await context.setOffline(false);
    await page.locator('.card-link').first().click();
    await page.waitForURL((url) => url.pathname !== path);
    await context.close();
  });

  it('chooses stars and an order before scripts ran, and both count', async () => {
    const context = await chromium.newContext({ baseURL });
    const page = await context.newPage();
    await register(page, newAccount());
    const [path] = await filmsOf(page, 1);
    let chosen = Promise.withResolvers<undefined>();
    await page.route('**/assets/hydrate-*.js', async (route) => {
      await chosen.promise;
      await route.continue();
    });
    await page.goto(path!);
    await page.locator('#rate label').nth(7).click();
    chosen.resolve(undefined);
    await page.locator('.toast', { hasText: '4.0 stars saved' }).waitFor();
    chosen = Promise.withResolvers();
    await page.goto('/search?q=love');
    await page.selectOption('select[name=sort]', 'rating');
    chosen.resolve(undefined);
    await page.waitForURL(/sort=rating/);
    await context.close();
  });
});
