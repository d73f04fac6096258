import type { SuggestResult, Suggestion } from '@marquee/contract/search';
import { useEffect, useState } from 'react';

const PAUSE_MS = 90;
const KEPT = 60;
const known = new Map<string, readonly Suggestion[]>();

interface Suggestions {
  readonly items: readonly Suggestion[];
  /** Search cannot be asked at the moment. */
  readonly away: boolean;
}

/** Titles and people for what is being typed; the answer to a former letter never overwrites that to a later one. */
export function useSuggestions(text: string): Suggestions {
  const wanted = text.trim();
  const [answer, setAnswer] = useState<Suggestions & { readonly text: string }>({
    text: '',
    items: [],
    away: false,
  });
  useEffect(() => {
    if (wanted === '' || known.has(wanted)) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      fetch(`/suggest?q=${encodeURIComponent(wanted)}`, { signal: controller.signal })
        .then(async (response) => {
          if (!response.ok) return setAnswer({ text: wanted, items: [], away: true });
          const { items } = (await response.json()) as SuggestResult;
          if (known.size >= KEPT) known.clear();
          known.set(wanted, items);
          setAnswer({ text: wanted, items, away: false });
        })
        .catch(() => undefined);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [wanted]);
  if (wanted === '') return { items: [], away: false };
  const kept = known.get(wanted);
  if (kept !== undefined) return { items: kept, away: false };
  return { items: wanted.startsWith(answer.text) ? answer.items : [], away: answer.away };
}
