import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awake, browser, logIn } from './browser.ts';
import { ADMIN_PAGES } from './pages.ts';

const baseURL = process.env.WEB_URL ?? 'http://localhost:3000';
const [email, password] = [process.env.ADMIN_EMAIL, process.env.ADMIN_PASSWORD];
let chromium: Browser;
beforeAll(async () => {
  chromium = await browser();
});
afterAll(() => chromium.close());

describe('the admin pages', () => {
  it('are closed to others', async () => {
    const context = await chromium.newContext({ baseURL });
    const page = await context.newPage();
    for (const path of ADMIN_PAGES) {
      await page.goto(path);
      expect(new URL(page.url()).pathname).toBe('/login');
    }
    await context.close();
  });

  it.runIf(email && password)('let an admin retrain and follow the run', async () => {
    const context = await chromium.newContext({ baseURL });
    const page = await context.newPage();
    await logIn(page, { email: email!, password: password! });
    for (const path of ADMIN_PAGES) expect([path, (await page.goto(path))?.status()]).toEqual([path, 200]);
    await page.goto('/admin/jobs');
    await awake(page);
    const before = await page.locator('li.job').count();
    await page.selectOption('select[name=name]', 'train');
    await page.fill('#job-options', 'seed=7 budgetSeconds=0 reason=browser-test');
    await page.locator('button[value=start]').click();
    await page.waitForFunction((count) => document.querySelectorAll('li.job').length > count, before);
    await page.locator('li.job').first().locator('progress, .state.up, .state.busy').first().waitFor();
    await context.close();
  });
});
