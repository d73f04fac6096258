import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awake, browser, logIn } from './browser.ts';
import { ADMIN_PAGES } from './pages.ts';

const baseURL = process.env.WEB_URL ?? 'http://localhost:3000';
const [email, password] = [process.env.ADMIN_EMAIL, process.env.ADMIN_PASSWORD];
/** A retrain takes most of a minute, or several where the machine is busy. */
const RETRAIN_MS = 300_000;
let chromium: Browser;
beforeAll(async () => {
  chromium = await browser();
});
afterAll(() => chromium.close());

async function asAdmin() {
  const context = await chromium.newContext({ baseURL });
  const page = await context.newPage();
  await logIn(page, { email: email!, password: password! });
  return { context, page };
}

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

  it.runIf(email && password)(
    'let an admin retrain, follow the run, and see the model become live',
    { timeout: RETRAIN_MS },
    async () => {
      const { context, page } = await asAdmin();
      for (const path of ADMIN_PAGES) expect([path, (await page.goto(path))?.status()]).toEqual([path, 200]);
      await page.goto('/admin/jobs');
      await awake(page);
      const before = await page.locator('li.job').count();
      const reason = `browser-test-${Date.now()}`;
      await page.selectOption('select[name=name]', 'train');
      await page.fill('#job-options', `seed=7 budgetSeconds=0 force=true reason=${reason}`);
      await page.locator('button[value=start]').click();
      await page.waitForFunction((count) => document.querySelectorAll('li.job').length > count, before);
      const run = page.locator('li.job').first();
      await run.locator('progress').waitFor();
      // Without a reload: server-sent events bring every step.
      await run.locator('.state.up').waitFor({ timeout: RETRAIN_MS });
      await run.locator('a').first().click();
      await page.locator('.log tbody tr').first().waitFor();
      expect(await page.locator('.log').textContent()).toMatch(/judging stacked/);
      await page.goto('/admin/models');
      const live = page.locator('tr', { has: page.locator('.state.up') }).filter({ hasText: reason });
      expect(await live.count()).toBe(1);
      await live.locator('a').first().click();
      await page.waitForURL(/\/admin\/models\/[\w-]+$/);
      // How training went, as a drawing and as numbers.
      const curve = page.getByRole('img', { name: /^Training curve of als/ });
      await curve.waitFor();
      await page.locator('details.numbers summary').first().click();
      expect(await page.locator('details.numbers').first().locator('tbody tr').count()).toBe(12);
      await context.close();
    },
  );

  it.runIf(email && password)('let an admin plan, start, stop and delete an experiment', async () => {
    const { context, page } = await asAdmin();
    const name = `Popular or blend ${Date.now()}`;
    await page.goto('/admin/experiments');
    await page.fill('#experiment-name', name);
    await page.fill('#experiment-share', '10');
    await page.selectOption('select[name="b.strategy"]', 'stacked');
    await page.locator('button[value=create]').click();
    // Both sides are the same: the form comes back with what was filled in.
    await page.locator('[role=alert]').waitFor();
    expect(await page.inputValue('#experiment-name')).toBe(name);
    await page.selectOption('select[name="b.strategy"]', 'popular');
    await page.locator('button[value=create]').click();
    await page.waitForURL(/\/admin\/experiments\/[\w-]+$/);
    await page.locator('button[value=start]').click();
    await page.locator('.balance').waitFor();
    await page.locator('button[value=stop]').click();
    await page.locator('button[value=delete]').click();
    await page.waitForURL(/\/admin\/experiments$/);
    await page.getByText(name).waitFor({ state: 'detached' });
    await context.close();
  });
});
