import { startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { registerStrings } from '#strings/use-strings.ts';

/** Only the language of the page is loaded. */
async function strings(): Promise<void> {
  if (document.documentElement.lang === 'de') registerStrings('de', (await import('#strings/de.ts')).de);
  else registerStrings('en', (await import('#strings/en.ts')).en);
}

await strings();
startTransition(() => {
  hydrateRoot(document, <HydratedRouter />);
});
