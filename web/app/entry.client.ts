import { loadStrings } from '#strings/parts.ts';
import wide from './styles/wide.css?url';

const SIGNS = [
  'pointermove',
  'pointerdown',
  'touchstart',
  'keydown',
  'wheel',
  'scroll',
  'focusin',
  'change',
] as const;

/**
 * The first sign of a person at the page. Until then links and forms do all they need without us, so the larger part
 * of the scripts waits for it, unless something on the page is marked as coming to life by itself (`data-eager`).
 */
function signOfLife(): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const sign of SIGNS) removeEventListener(sign, done, true);
      resolve();
    };
    for (const sign of SIGNS) addEventListener(sign, done, { capture: true, passive: true });
    // Somebody was quicker than this script.
    if (document.activeElement !== null && document.activeElement !== document.body) done();
    if (document.querySelector('[data-eager]') !== null) done();
  });
}

/** The letters of posters and of our name come after the page is painted; without scripts, with it. */
function wideLetters(): void {
  const link = document.createElement('link');
  Object.assign(link, { rel: 'stylesheet', href: wide });
  document.head.append(link);
}

wideLetters();
await signOfLife();
const [{ hydrate }] = await Promise.all([import('./hydrate.ts'), loadStrings(location.pathname)]);
hydrate();
