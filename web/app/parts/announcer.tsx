import { createContext, useCallback, useContext, useState } from 'react';
import type { ReactNode } from 'react';

const AnnounceContext = createContext<(text: string) => void>(() => undefined);

/** One live region for the page: what changes without a new page is said there, and shown for a while. */
export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState('');
  const announce = useCallback((next: string) => {
    // The same sentence twice is said twice.
    setText('');
    setTimeout(() => setText(next), 60);
    setTimeout(() => setText((now) => (now === next ? '' : now)), 6000);
  }, []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" aria-live="polite" className={text === '' ? 'visually-hidden' : 'toast'}>
        {text}
      </div>
    </AnnounceContext>
  );
}

export const useAnnounce = (): ((text: string) => void) => useContext(AnnounceContext);
