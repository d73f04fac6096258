import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browser, newAccount, openWithScripts, register } from './browser.ts';

const baseURL = process.env.WEB_URL ?? 'http://localhost:3000';
const data = process.env.MARQUEE_DATA;
let chromium: Browser;
beforeAll(async () => {
  chromium = await browser();
});
afterAll(() => chromium.close());

/** Holds Elasticsearch still as a machine does that hangs: connections open, and nobody answers. */
function signalElasticsearch(signal: 'SIGSTOP' | 'SIGCONT'): void {
  const record = readFileSync(join(data!, 'run/elasticsearch.json'), 'utf8');
  process.kill((JSON.parse(record) as { readonly pid: number }).pid, signal);
}

async function shown(page: Page, path: string, things: string): Promise<readonly [number, number]> {
  const status = (await page.goto(path))!.status();
  return [status, await page.locator(things).count()];
}

describe.runIf(data)('while Elasticsearch does not answer', () => {
  let page: Page;
  let film: string;
  beforeAll(async () => {
    page = await (await chromium.newContext({ baseURL })).newPage();
    await page.goto('/search');
    film = (await page.locator('.hit h2 a').first().getAttribute('href'))!;
    signalElasticsearch('SIGSTOP');
  });
  afterAll(async () => {
    signalElasticsearch('SIGCONT');
    await page.context().close();
  });

  it('a guest sees films at home and by filters, and is told', async () => {
    for (const path of ['/', '/search?genres=Comedy', '/search?q=groundhog']) {
      const [status, films] = await shown(page, path, '.card, .hit');
      expect([path, status, films >= 20]).toEqual([path, 200, true]);
      expect(await page.locator('main .notice').innerText()).toContain('resting');
    }
  });

  it('the search box says why it has no suggestions', async () => {
    await openWithScripts(page, '/search');
    await page.locator('#bar-search').fill('groundhog');
    const told = page.locator('.searchbox [role=status].suggestions');
    await told.filter({ hasText: 'resting' }).waitFor();
    await page.locator('#bar-search').fill('');
    await told.waitFor({ state: 'detached' });
  });

  it('a film has its page, with films that the same people like', async () => {
    expect((await shown(page, film, '.film h1'))[0]).toBe(200);
    await page.locator('.row .card').nth(5).waitFor();
  });

  it('a person can open an account, rate, and read every page of their own', async () => {
    await register(page, newAccount());
    await openWithScripts(page, film);
    await page.locator('#rate label').nth(9).click();
    await page.locator('.toast', { hasText: 'saved' }).waitFor();
    expect(await shown(page, '/', '.card')).toEqual([200, expect.any(Number)]);
    expect((await shown(page, '/recommendations', 'li.recommendation'))[1]).toBeGreaterThan(10);
    expect(await shown(page, '/ratings', 'li.rated')).toEqual([200, 1]);
    for (const path of ['/watchlist', '/preferences', '/hidden', '/profile', '/map'])
      expect([path, (await page.goto(path))!.status()]).toEqual([path, 200]);
  });

  it('has search again as soon as it answers', async () => {
    signalElasticsearch('SIGCONT');
    await expect
      .poll(async () => (await page.request.get('/suggest?q=the')).status(), { timeout: 60_000 })
      .toBe(200);
    expect((await shown(page, '/search?q=groundhog', '.hit'))[1]).toBeGreaterThan(0);
    expect(await page.locator('main .notice').count()).toBe(0);
  });
});
