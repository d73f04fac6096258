import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { de } from '#strings/de.ts';
import { browser, openWithScripts } from './browser.ts';

const baseURL = process.env.WEB_URL ?? 'http://localhost:3000';
let chromium: Browser;
beforeAll(async () => {
  chromium = await browser();
});
afterAll(() => chromium.close());

async function aPage(options: { readonly javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const context = await chromium.newContext({ baseURL, ...options });
  return await context.newPage();
}

describe('a guest', () => {
  it('searches with suggestions and the keyboard, opens a film and comes back', async () => {
    const page = await aPage();
    await openWithScripts(page, '/');
    await page.locator('#home-search').pressSequentially('groundh', { delay: 30 });
    const option = page.locator('[role=option]').first();
    await option.waitFor();
    expect(await page.locator('#home-search').getAttribute('aria-expanded')).toBe('true');
    await page.locator('#home-search').fill('the');
    const last = page.locator('[role=option]').nth(5);
    await last.waitFor();
    const atPoint = await last.evaluate((shown) => {
      const { left, top, height } = shown.getBoundingClientRect();
      return shown.contains(document.elementFromPoint(left + 20, top + height / 2));
    });
    expect(atPoint).toBe(true);
    await page.locator('#home-search').fill('groundh');
    await page.locator('[role=option]', { hasText: 'Groundhog' }).waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await option.getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await page.locator('#home-search').getAttribute('aria-expanded')).toBe('false');
    await page.locator('#home-search').fill('groundhog day');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=groundhog+day');
    await page.locator('.hit a', { hasText: 'Groundhog Day' }).first().click();
    await page.locator('.film h1', { hasText: 'Groundhog Day' }).waitFor();
    expect(await page.title()).toContain('Groundhog Day');
    await page.goBack();
    await page.waitForURL('**/search?q=groundhog+day');
    await page.locator('.hit').first().waitFor();
    await page.context().close();
  });

  it('goes on with what was typed before scripts ran', async () => {
    const page = await aPage();
    const typed = Promise.withResolvers<undefined>();
    await page.route('**/assets/hydrate-*.js', async (route) => {
      await typed.promise;
      await route.continue();
    });
    await page.goto('/search?q=love');
    const box = page.locator('.searchbox input[name=q]').first();
    await box.fill('groundhog');
    typed.resolve(undefined);
    await page.locator('[role=option]', { hasText: 'Groundhog Day' }).first().waitFor();
    expect(await box.inputValue()).toBe('groundhog');
    await page.context().close();
  });

  it('stays where an address leads, though it says what is among no choices', async () => {
    const page = await aPage();
    const stays = async (path: string): Promise<void> => {
      await openWithScripts(page, path);
      await page.waitForLoadState('networkidle');
      expect(page.url()).toBe(baseURL + path);
    };
    // Filters alone have no relevance, and the dial no place for a third.
    await stays('/search?genres=Comedy&sort=relevance');
    const films = await page.locator('.hit').evaluateAll((hits) => hits.map((hit) => hit.dataset.movie));
    await stays(`/together?p=${films[0]}&p=${films[1]}&fairness=0.33`);
    expect(await page.locator('input[name=fairness][type=range]').inputValue()).toBe('0.35');
    await page.context().close();
  });

  it('has the head of the page it is on, also where there is none', async () => {
    const page = await aPage();
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(String(error.stack)));
    const head = async (part: string): Promise<readonly string[]> =>
      await page.locator(`head ${part}`).evaluateAll((all) => all.map((one) => one.outerHTML));
    await openWithScripts(page, '/');
    const [home, address] = [await head('title'), await head('link[rel=canonical]')];
    expect([home.length, address.length]).toEqual([1, 1]);
    const link = page.locator('.card-link').first();
    const film = (await link.locator('.card-title').textContent())!;
    const path = (await link.getAttribute('href'))!;
    await link.click();
    await page.locator('.film h1', { hasText: film }).waitFor();
    expect(await page.title()).toContain(film);
    expect(await head('title')).toHaveLength(1);
    expect(await head('meta[name=description]')).toHaveLength(1);
    expect((await head('link[rel=canonical]')).join()).toContain(path);
    await page.route('**/movies/*.data*', (route) => route.fulfill({ status: 404 }));
    await page.locator('.row-section .card-link').first().click();
    await page.locator('.empty h1').waitFor();
    expect((await head('meta[name=robots]')).join()).toContain('noindex');
    expect(await head('link[rel=canonical]')).toEqual([]);
    await page.goBack();
    await page.goBack();
    await page.locator('.home').waitFor();
    expect([await head('title'), await head('link[rel=canonical]')]).toEqual([home, address]);
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
    await page.context().close();
  });

  it('finds every poster drawn, also on the way back', async () => {
    const page = await aPage();
    await openWithScripts(page, '/search?q=groundhog+day');
    const path = (await page.locator('.hit a').first().getAttribute('href'))!;
    await openWithScripts(page, path);
    const poster = async (): Promise<string> => await page.locator('.film > .poster > svg').innerHTML();
    const [first, film] = [await poster(), (await page.locator('.film h1').textContent())!];
    const next = page.locator('section:has(> * > #similar) .card-link').first();
    const other = (await next.locator('.card-title').textContent())!;
    await next.click();
    await page.locator('.film h1', { hasText: other }).waitFor();
    expect([first, '']).not.toContain(await poster());
    await page.goBack();
    await page.locator('.film h1', { hasText: film }).waitFor();
    await expect.poll(poster).toBe(first);
    await page.context().close();
  });

  it('narrows a search by facets and takes them off one by one', async () => {
    const page = await aPage();
    await openWithScripts(page, '/search?q=love');
    await page.locator('.facet').first().click();
    await page.waitForURL(/genres=/);
    await page.locator('.facet.on').first().waitFor();
    await page.locator('header .chip.on').first().click();
    await page.waitForURL((url) => !url.search.includes('genres='));
    await page.context().close();
  });

  it('is told by each facet how many films it leaves, without any words too', async () => {
    const page = await aPage({ javaScriptEnabled: false });
    await page.goto('/search?yearFrom=1990&yearTo=1999');
    const facet = page.locator('.facet', { hasText: 'Comedy' });
    const films = await facet.locator('.count').textContent();
    await facet.click();
    await page.waitForURL(/genres=Comedy/);
    expect(films).toMatch(/^\d+ films$/);
    expect(await page.locator('.page > header [role=status]').innerText()).toBe(films);
    await page.context().close();
  });

  it('reads a long list that grows, and comes back to the same place', async () => {
    const page = await aPage();
    await openWithScripts(page, '/search?q=love');
    await page.locator('.hit').nth(19).scrollIntoViewIfNeeded();
    await page.locator('.hit').nth(39).waitFor();
    expect(new URL(page.url()).searchParams.get('pages')).not.toBeNull();
    const place = page.locator('.hit').nth(25);
    await place.scrollIntoViewIfNeeded();
    const title = await place.locator('h2').innerText();
    await place.locator('h2 a').click();
    await page.locator('.film h1').waitFor();
    await page.goBack();
    await page.locator('.hit').nth(25).waitFor();
    await page.waitForFunction(() => window.scrollY > 1000);
    expect(await page.locator('.hit').nth(25).locator('h2').innerText()).toBe(title);
    await page.context().close();
  });

  it('finds, reads and pages without scripts', async () => {
    const page = await aPage({ javaScriptEnabled: false });
    await page.goto('/');
    await page.fill('#home-search', 'groundhog day');
    await page.press('#home-search', 'Enter');
    await page.locator('.hit a', { hasText: 'Groundhog Day' }).first().click();
    await page.locator('.film h1', { hasText: 'Groundhog Day' }).waitFor();
    expect(await page.locator('.film .poster svg text').count()).toBeGreaterThan(0);
    await page.goto('/search');
    const first = await page.locator('.hit h2').first().textContent();
    await page.locator('a[rel=next]').click();
    await page.locator('.hit').first().waitFor();
    expect(await page.locator('.hit h2').first().textContent()).not.toBe(first);
    await page.context().close();
  });

  it('gets help where nothing is found, and a page of its own for what is not there', async () => {
    const page = await aPage();
    await page.goto('/search?q=zzqqxxyyww&mode=text&genres=Horror');
    await page.locator('.empty').waitFor();
    expect((await page.goto('/movies/2147483000'))?.status()).toBe(404);
    expect((await page.goto('/no-such-page'))?.status()).toBe(404);
    expect((await page.goto('/search?yearFrom=abc'))?.status()).toBeLessThan(500);
    await page.context().close();
  });

  it('changes language and appearance', async () => {
    const page = await aPage({ javaScriptEnabled: false });
    await page.goto('/search');
    await page.selectOption('#foot-language', 'de');
    await page.selectOption('#foot-theme', 'dark');
    await page.click('.foot button');
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.locator('h1').textContent()).toBe('Alle Filme');
    await page.context().close();
  });

  it('keeps a page in its language, whatever is chosen elsewhere or does not come', async () => {
    const page = await aPage();
    const choose = async (language: string): Promise<void> => {
      const cookies = Object.entries({ marquee_language: language, marquee_theme: 'dark' });
      await page.context().addCookies(cookies.map(([name, value]) => ({ name, value, url: baseURL })));
    };
    const html = page.locator('html[lang=de][data-theme=dark]');
    await choose('de');
    await openWithScripts(page, '/search');
    await choose('en');
    await page.locator('.facet').first().click();
    await page.locator('.facet.on').first().waitFor();
    expect(await page.locator('h1').textContent()).toBe('Alle Filme');
    await page.route('**/search.data*', (route) => route.fulfill({ status: 502 }));
    await page.locator('.facet:not(.on)').first().click();
    await page.locator('.empty h1').waitFor();
    expect(await page.locator('.empty h1').textContent()).toBe(de['error.away.title']);
    expect(await html.count()).toBe(1);
    await page.context().close();
  });

  it('chooses for a group by a link that holds it all', async () => {
    const page = await aPage({ javaScriptEnabled: false });
    await page.goto('/together');
    for (const [index, words] of ['groundhog day', 'the godfather'].entries()) {
      const panel = page.locator('.panels > li').nth(index);
      await panel.locator('input[name=find]').fill(words);
      await panel.locator('button').click();
      await page.locator('.panels > li').nth(index).locator('a.chip:not(.on)').first().click();
    }
    await page.locator('#tonight').waitFor();
    await page.locator('.grid .card').nth(3).waitFor();
    await page.context().close();
  });

  it('is kept safe by headers, and by a refusal of foreign forms', async () => {
    const page = await aPage();
    const response = await page.request.get('/');
    const policy = response.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+'/);
    expect(policy).not.toContain('unsafe');
    const foreign = await page.request.post('/login', {
      form: { email: 'a@example.org', password: 'x' },
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status()).toBe(403);
    await page.context().close();
  });

  it('finds a film on the map, goes on by the keys and opens what it finds', async () => {
    const page = await aPage();
    // Nobody has touched the page yet: the map comes by itself.
    await page.goto('/map');
    const map = page.locator('.map-canvas');
    await map.waitFor();
    await page.locator('.map-search input').fill('groundhog');
    await page.locator('.map-search button', { hasText: 'Groundhog Day' }).click();
    await page.locator('.map-card h2', { hasText: 'Groundhog Day' }).waitFor();
    await map.focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.map-card h2').filter({ hasNotText: 'Groundhog Day' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    const title = await page.locator('.map-card h2').innerText();
    expect(await page.locator('.map-stage > [role=status]').first().innerText()).toContain(title);
    await page.keyboard.press('Enter');
    await page.locator('.film h1', { hasText: title }).waitFor();
    await page.context().close();
  });

  it('reads the map in words without scripts', async () => {
    const page = await aPage({ javaScriptEnabled: false });
    await page.goto('/map');
    expect(await page.locator('.map-figure').isVisible()).toBe(false);
    const area = page.locator('.map-areas > li').first();
    await area.locator('ol a').first().waitFor();
    await area.locator('.more').click();
    await page.waitForURL(/area=0/);
    expect(await page.locator('.map-films a').count()).toBeGreaterThan(20);
    await page.context().close();
  });
});
