import { useEffect } from 'react';
import { PrefetchPageLinks, useBlocker } from 'react-router';
import { useStrings } from '#strings/use-strings.ts';
import { useAnnounce } from './announcer.tsx';
import { useAccount } from './use-account.ts';
import { useHydrated } from './use-hydrated.ts';

/**
 * Without a network the page stays as it is, and says so: a router that cannot load the next page's script would
 * load this one anew, and lose it. What a person can do on the page has its scripts as soon as the page is alive.
 */
export function Offline() {
  const t = useStrings();
  const announce = useAnnounce();
  const account = useAccount();
  const hydrated = useHydrated();
  const blocker = useBlocker(() => !navigator.onLine);
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    blocker.reset();
    announce(t('error.offline'));
  }, [blocker, announce, t]);
  if (account === null || !hydrated) return null;
  return (
    <>
      <PrefetchPageLinks page="/actions/rate" />
      <PrefetchPageLinks page="/actions/taste" />
    </>
  );
}
