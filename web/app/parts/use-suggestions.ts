import type { SuggestResult, Suggestion } from '@marquee/contract/search';
import { useEffect, useState } from 'react';

const PAUSE_MS = 90;
const KEPT = 60;
const known = new Map<string, readonly Suggestion[]>();

/** Titles and people for what is being typed; the answer to a former letter never overwrites that to a later one. */
export function useSuggestions(text: string): readonly Suggestion[] {
  const wanted = text.trim();
  const [answer, setAnswer] = useState<{ readonly text: string; readonly items: readonly Suggestion[] }>({
    text: '',
    items: [],
  });
  useEffect(() => {
    if (wanted === '' || known.has(wanted)) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      fetch(`/suggest?q=${encodeURIComponent(wanted)}`, { signal: controller.signal })
        .then((response) => (response.ok ? (response.json() as Promise<SuggestResult>) : { items: [] }))
        .then(({ items }) => {
          if (known.size >= KEPT) known.clear();
          known.set(wanted, items);
          setAnswer({ text: wanted, items });
        })
        .catch(() => undefined);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [wanted]);
  if (wanted === '') return [];
  return known.get(wanted) ?? (wanted.startsWith(answer.text) ? answer.items : []);
}
