import { createElement, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';

/** Brings the page to life. A file of its own, so that of the router's module only this part is loaded. */
export function hydrate(): void {
  startTransition(() => {
    hydrateRoot(document, createElement(HydratedRouter));
  });
}
