import { useEffect, useRef } from 'react';
import { useFetcher } from 'react-router';
import { useStrings } from '#strings/use-strings.ts';
import type { TasteOutcome } from '../routes/taste.ts';
import { useAnnounce } from './announcer.tsx';
import { useHydrated } from './use-hydrated.ts';

/**
 * A form of `/actions/taste` that stays on its page. What could not be done is said, and what was shown early is taken
 * back with the end of the request; what was done is said in the caller's words.
 */
export function useTaste(done: (outcome: TasteOutcome) => string | null = () => null) {
  const t = useStrings();
  const announce = useAnnounce();
  const fetcher = useFetcher<TasteOutcome>();
  const told = useRef<TasteOutcome>(undefined);
  const outcome = fetcher.data;
  useEffect(() => {
    if (!outcome || told.current === outcome) return;
    told.current = outcome;
    const text = outcome.ok ? done(outcome) : t('film.failed');
    if (text !== null) announce(text);
  }, [outcome, announce, done, t]);
  return fetcher;
}

/** Says that the answer goes to a script; without one the form leads back to its page. */
export function Scripted() {
  return useHydrated() && <input type="hidden" name="scripted" value="1" />;
}
