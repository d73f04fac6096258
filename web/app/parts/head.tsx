import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** What the document came with; the browser's own takes its place. */
const SERVED =
  'title, link[rel=canonical], meta[property], meta[name=description], meta[name=robots], meta[name^=twitter]';
let served: readonly Element[] = import.meta.env.SSR ? [] : [...document.head.querySelectorAll(SERVED)];

/** What a page says of itself in the head: its title, its address. The server's renderer brings it there by itself. */
export function Head({ children }: { readonly children: ReactNode }) {
  useEffect(() => {
    for (const element of served) element.remove();
    served = [];
  }, []);
  return import.meta.env.SSR ? children : createPortal(children, document.head);
}
