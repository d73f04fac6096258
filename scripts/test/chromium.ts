import { existsSync } from 'node:fs';
import { onPath } from '../services/on-path.ts';
import { aptInstall } from '../services/packages.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] as const;
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * The browser for the tests, installed where that may be done without asking.
 * @throws Error that says what to install.
 */
export async function chromium(note: (line: string) => void): Promise<string> {
  const find = (): string | undefined =>
    process.env.CHROMIUM_PATH || onPath(...NAMES) || (existsSync(MAC) ? MAC : undefined);
  const found = find() ?? ((await aptInstall(['chromium'], note)) ? find() : undefined);
  if (found) return found;
  throw new Error(
    'The browser test needs Chromium or Chrome: install it, or set CHROMIUM_PATH to its program.',
  );
}
