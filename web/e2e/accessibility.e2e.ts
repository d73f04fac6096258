import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browser, firstOf, logIn, newAccount, register } from './browser.ts';
import { ADMIN_LISTS, ADMIN_PAGES, GUEST_PAGES, PERSON_PAGES } from './pages.ts';

const baseURL = process.env.WEB_URL ?? 'http://localhost:3000';
const [email, password] = [process.env.ADMIN_EMAIL, process.env.ADMIN_PASSWORD];
let chromium: Browser;
beforeAll(async () => {
  chromium = await browser();
});
afterAll(() => chromium.close());

/** What axe finds on a page that is serious, as "path: rule: where". */
async function findings(page: Page, path: string, rules: readonly string[]): Promise<readonly string[]> {
  await page.goto(path);
  const axe = new AxeBuilder({ page: page as never });
  const { violations } = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target }) => `${path}: ${id}: ${target.join(' ')}`));
}

describe.each(['light', 'dark'] as const)('axe, %s', (colorScheme) => {
  it('finds nothing serious on any page', async () => {
    const context = await chromium.newContext({ baseURL, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    const film = await aFilm(page);
    // What differs between the themes is colour alone.
    const rules = colorScheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : [];
    const found: string[] = [];
    const look = async (paths: readonly string[]): Promise<void> => {
      for (const path of paths)
        found.push(...(await findings(page, path.replace('/movies/FILM', film), rules)));
    };
    await look(GUEST_PAGES);
    if (email && password) await logIn(page, { email, password });
    else await register(page, newAccount());
    await look(PERSON_PAGES);
    if (email && password) {
      await look(ADMIN_PAGES);
      for (const list of ADMIN_LISTS) {
        const one = await firstOf(page, list);
        if (one) await look([one]);
      }
    }
    expect(found).toEqual([]);
    await context.close();
  }, 240_000);

  it.each(['twice the text size', 'right to left'])(
    'and nothing on a phone, %s, scrolls sideways',
    async (how) => {
      const context = await chromium.newContext({
        baseURL,
        colorScheme,
        viewport: { width: 390, height: 844 },
      });
      const page = await context.newPage();
      const film = await aFilm(page);
      const wide: string[] = [];
      const look = async (paths: readonly string[]): Promise<void> => {
        for (const path of paths) {
          await page.goto(path.replace('/movies/FILM', film));
          await page.evaluate((rightToLeft) => {
            if (rightToLeft) document.documentElement.dir = 'rtl';
            else document.documentElement.style.fontSize = '200%';
          }, how === 'right to left');
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          if (over > 0) wide.push(`${path}: ${over}`);
        }
      };
      await look(GUEST_PAGES);
      await register(page, newAccount());
      await look(PERSON_PAGES);
      expect(wide).toEqual([]);
      await context.close();
    },
  );
});

/** The path of a film. */
async function aFilm(page: Page): Promise<string> {
  await page.goto('/search');
  return (await page.locator('.hit h2 a').first().getAttribute('href'))!;
}
