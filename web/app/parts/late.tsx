import { Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Await } from 'react-router';
import { useServed } from './use-served.ts';

interface LateProps<Value> {
  readonly arriving: Promise<Value>;
  readonly meanwhile: ReactNode;
  /** Stands for what does not come in time. */
  readonly missing: ReactNode;
  readonly children: (value: Value) => ReactNode;
}

/**
 * A part that may come after its page. Where scripts start before it came, it is the server's until its data is there
 * too: what the server streams into the document is React's, and only whole parts can be taken over.
 */
export function Late<Value>({ arriving, meanwhile, missing, children }: LateProps<Value>) {
  const served = useServed();
  const [theirs, setTheirs] = useState(() => !import.meta.env.SSR && served && isStreaming() && arriving);
  useEffect(() => {
    if (!theirs) return;
    const takeOver = (): void => setTheirs(false);
    void theirs.then(takeOver, takeOver);
  }, [theirs]);
  // While a page comes to life, what stands in an element of given content is left as it is.
  if (theirs === arriving) return <div className="late" dangerouslySetInnerHTML={{ __html: '' }} />;
  return (
    <div className="late">
      <Suspense fallback={meanwhile}>
        <Await resolve={arriving} errorElement={missing}>
          {(value) => <div className="late">{children(value)}</div>}
        </Await>
      </Suspense>
    </div>
  );
}

/** Whether parts of the document are still to come: React marks where they will be. */
const isStreaming = (): boolean =>
  document.readyState === 'loading' || document.querySelector('template[id^="B:"]') !== null;
