import { createElement, Suspense } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { registerDrawing } from '#poster/drawing.ts';
import { posterMarkup } from '#poster/poster.ts';

/** Brings the page to life. A file of its own, so that of the router's module only this part is loaded. */
export function hydrate(): void {
  registerDrawing(posterMarkup);
  const router = createElement(HydratedRouter, { useTransitions: false });
  // The router waits for its data, which stands further down the page.
  hydrateRoot(document.body, createElement(Suspense, null, router));
}
