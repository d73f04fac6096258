import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { awake, browser, firstOf, logIn, newAccount, register } from './browser.ts';
import { ADMIN_LISTS, ADMIN_PAGES, GUEST_PAGES, nameOf, PERSON_PAGES } from './pages.ts';

/**
 * Pictures of every page in both themes and two sizes:
 * `node web/e2e/screenshots.ts --url http://localhost:3000 --out FOLDER [--email … --password … (an admin)] [--only PART]`
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    out: { type: 'string', default: '.marquee/screenshots' },
    email: { type: 'string' },
    password: { type: 'string' },
    only: { type: 'string' },
    theme: { type: 'string' },
    size: { type: 'string' },
  },
});

const SIZES = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const THEMES = ['light', 'dark'] as const;
const MOST_HEIGHT = 4600;

const chromium = await browser();
mkdirSync(values.out, { recursive: true });
for (const theme of THEMES.filter((name) => (values.theme ?? name) === name)) {
  for (const size of (['wide', 'phone'] as const).filter((name) => (values.size ?? name) === name))
    await series(chromium, theme, size);
}
await chromium.close();

async function series(on: Browser, theme: (typeof THEMES)[number], size: keyof typeof SIZES): Promise<void> {
  const context = await on.newContext({
    baseURL: values.url,
    viewport: SIZES[size],
    colorScheme: theme,
    isMobile: size === 'phone',
    hasTouch: size === 'phone',
  });
  const page = await context.newPage();
  const film = await aFilm(page);
  const take = async (
    who: string,
    paths: readonly string[],
    named: (path: string) => string = nameOf,
  ): Promise<void> => {
    for (const path of paths) {
      const name = `${who}-${named(path)}`;
      if (values.only && !name.includes(values.only)) continue;
      await page.goto(path.replace('FILM', film), { waitUntil: 'networkidle' });
      if (path === '/map') await unrolled(page);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({
        ...SIZES[size],
        height: Math.min(MOST_HEIGHT, Math.max(height, SIZES[size].height)),
      });
      await page.waitForTimeout(150);
      await page.screenshot({ path: join(values.out, `${name}-${theme}-${size}.png`) });
      await page.setViewportSize(SIZES[size]);
    }
  };
  await take('guest', GUEST_PAGES);
  if (values.email && values.password) await logIn(page, { email: values.email, password: values.password });
  else await register(page, newAccount());
  await rateSome(page);
  await take('person', PERSON_PAGES);
  if (values.email) {
    await take('admin', ADMIN_PAGES);
    for (const list of ADMIN_LISTS) {
      const one = await firstOf(page, list);
      if (one) await take('admin', [one], () => `${nameOf(list)}-one`);
    }
  }
  await context.close();
}

/** The map is drawn for people, when they look at it. */
async function unrolled(page: Page): Promise<void> {
  await awake(page);
  await page.locator('.map-canvas').waitFor();
  await page.waitForTimeout(1000);
}

async function aFilm(page: Page): Promise<string> {
  await page.goto('/search');
  const href = await page.locator('main a[href^="/movies/"]').first().getAttribute('href');
  return href!.split('/')[2]!;
}

async function rateSome(page: Page): Promise<void> {
  await page.goto('/search?genres=Comedy');
  const links = await page
    .locator('.hit h2 a')
    .evaluateAll((all) => all.slice(0, 4).map((link) => link.getAttribute('href')!));
  for (const [index, href] of links.entries()) {
    const form = { movieId: href.split('/')[2]!, rating: String(3 + index * 0.5), scripted: '1' };
    await page.request.post('/actions/rate', {
      form,
      headers: { origin: new URL(values.url).origin, 'sec-fetch-site': 'same-origin' },
    });
  }
}
