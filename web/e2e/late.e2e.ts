import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { childEnvironment } from '@marquee/contract/environment';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { awake, browser } from './browser.ts';

const API = process.env.API_URL ?? 'http://localhost:3001';
const WEB = process.env.WEB_URL ?? 'http://localhost:3000';
/** As a browser calls itself that has a person: for others a page comes in one piece. */
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0';

let similar = Promise.withResolvers<undefined>();
/** The API, except that it says what is like a film only once it is let. */
const slow = createServer((asked, answer) => {
  const pass = (): void => {
    const passed = request(new URL(asked.url!, API), { method: asked.method, headers: asked.headers });
    passed.on('response', (real) => {
      answer.writeHead(real.statusCode!, real.headers);
      real.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  };
  if (asked.url!.includes('/similar')) void similar.promise.then(pass);
  else pass();
});

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await listen(probe);
  await once(probe.close(), 'close');
  return port;
}

/** A web server of our own, on that API. */
async function startWeb(): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const api = `http://127.0.0.1:${await listen(slow)}`;
  const env = childEnvironment({ PORT: String(port), API_URL: api, PUBLIC_URL: url });
  const started = spawn(process.execPath, [join(import.meta.dirname, '../server.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(started.stdout, 'data');
  return { url, process: started };
}

describe('a film whose last part comes late', () => {
  let chromium: Browser;
  let web: Awaited<ReturnType<typeof startWeb>>;
  let film: string;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    chromium = await browser();
    const search = await fetch(`${WEB}/search?q=groundhog+day`);
    film = /\/movies\/\d+/.exec(await search.text())![0];
    web = await startWeb();
  });
  afterAll(async () => {
    web.process.kill();
    slow.close().closeAllConnections();
    await chromium.close();
  });
  beforeEach(async () => {
    similar = Promise.withResolvers();
    faults = [];
    page = await (await chromium.newContext({ baseURL: web.url, userAgent })).newPage();
    page.on('pageerror', (error) => faults.push(String(error.stack)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(film, { waitUntil: 'commit' });
    await page.locator('.row[aria-busy=true]').waitFor();
    // The script that waits for a person asks for the wide letters first.
    await page.locator('head > link[href*="wide"]').waitFor({ state: 'attached' });
  });
  afterEach(async () => {
    await page.context().close();
    expect(faults).toEqual([]);
  });
  const cards = () => page.locator('section:has(> * > #similar) .card');

  it('comes to life before it is there, and shows it then', async () => {
    await awake(page);
    expect(await page.evaluate(() => document.readyState)).toBe('loading');
    expect(await cards().count()).toBe(0);
    similar.resolve(undefined);
    await cards().first().waitFor();
    expect(await page.locator('.row[aria-busy=true]').count()).toBe(0);
    expect(await cards().first().locator('.poster > svg > *').count()).toBeGreaterThan(2);
    const title = await cards().first().locator('.card-title').textContent();
    await cards().first().locator('.card-link').click();
    await page.locator('.film h1', { hasText: title! }).waitFor();
  });

  it('takes over what stands there already', async () => {
    similar.resolve(undefined);
    await page.waitForLoadState();
    const first = await cards().first().elementHandle();
    await page.waitForFunction(() => document.querySelector('template') === null);
    await awake(page);
    expect(await first!.evaluate((card) => card.isConnected)).toBe(true);
  });

  it('does without it when it does not come', async () => {
    const title = await page.title();
    await awake(page);
    await page.locator('section:has(> * > #similar) > .late > p').waitFor();
    expect(await page.title()).toBe(title);
    expect(await page.locator('.row[aria-busy=true]').count()).toBe(0);
  });

  it('is left for another film before it is there', async () => {
    await awake(page);
    await page.locator('.bar-search input, #bar-search').first().fill('godfather');
    await page.locator('[role=option]', { hasText: 'The Godfather' }).first().click();
    await page.locator('.film h1', { hasText: 'The Godfather' }).waitFor();
    similar.resolve(undefined);
    await cards().first().waitFor();
    await page.waitForLoadState();
    expect(await page.locator('.row[aria-busy=true]').count()).toBe(0);
    expect(await page.title()).toContain('Godfather');
  });
});
