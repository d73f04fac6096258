import { existsSync } from 'node:fs';
import { childEnvironment } from '@marquee/contract/environment';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

const USUAL = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-sync',
];

/** A Chromium of this machine: CHROMIUM_PATH, or where it usually is. */
export async function browser(): Promise<Browser> {
  const executablePath = childEnvironment({}).CHROMIUM_PATH ?? USUAL.find(existsSync);
  if (executablePath === undefined) throw new Error('No Chromium was found; set CHROMIUM_PATH to one.');
  return await chromium.launch({ executablePath, args: FLAGS });
}

/** Opens a page and gives a first sign of life, so that its scripts run. */
export async function openWithScripts(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await awake(page);
}

/** Waits until scripts run. */
export async function awake(page: Page): Promise<void> {
  await page.mouse.move(3, 3);
  await page.mouse.move(5, 5);
  await page.waitForSelector('html[data-ready]', { timeout: 20_000 });
}

/** The page of the first thing on a list, or undefined where the list is empty. */
export async function firstOf(page: Page, list: string): Promise<string | undefined> {
  await page.goto(list);
  const links = page.locator(`a[href^="${list}/"]`);
  return (await links.count()) === 0 ? undefined : (await links.first().getAttribute('href'))!;
}

export interface Account {
  readonly email: string;
  readonly password: string;
}

export async function logIn(page: Page, { email, password }: Account): Promise<void> {
  await page.goto('/login');
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await Promise.all([page.waitForURL((url) => url.pathname !== '/login'), page.click('main form .button')]);
}

export async function register(page: Page, account: Account, name = 'Ada'): Promise<void> {
  await page.goto('/register?to=/');
  await page.fill('input[name=name]', name);
  await page.fill('input[name=email]', account.email);
  await page.fill('input[name=password]', account.password);
  await Promise.all([
    page.waitForURL((url) => url.pathname !== '/register'),
    page.click('main form .button'),
  ]);
}

/** An account that no other test has. */
export const newAccount = (): Account => ({
  email: `e2e-${Date.now()}-${Math.floor(Math.random() * 1e6)}@example.org`,
  password: 'a long enough password',
});
