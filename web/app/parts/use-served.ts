import { useRef, useSyncExternalStore } from 'react';

const never = (): (() => void) => () => undefined;

/** Whether this came with the document, and stands there already. True on the server too. */
export function useServed(): boolean {
  const served = useRef(false);
  return useSyncExternalStore(
    never,
    () => served.current,
    () => (served.current = true),
  );
}
