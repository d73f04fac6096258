import { useEffect } from 'react';
import { useLocation } from 'react-router';
import type { Location } from 'react-router';

type Event = Readonly<Record<string, string | number>>;
const SEEN_MS = 800;
const BATCH = 40;

const eventOf = (kind: 'impression' | 'click', element: HTMLElement): Event => ({
  kind,
  movieId: Number(element.dataset.movie),
  position: Number(element.dataset.position),
  surface: element.dataset.surface!,
  ...(element.dataset.list ? { listId: element.dataset.list } : {}),
  at: new Date().toISOString(),
});

/** Cards that were seen, and in which list: one that grows keeps its cards, and tells of each once. */
const told = new WeakMap<Element, string>();

/** Names a list however far it has grown. */
function listAt({ pathname, search }: Location): string {
  const params = new URLSearchParams(search);
  params.delete('pages');
  return `${pathname}?${params}`;
}

/** Tells which films were seen in a list for a moment, and which were opened: what evaluation compares lists by. */
export function EventTracker() {
  const location = useLocation();
  const { key } = location;
  const list = listAt(location);
  useEffect(() => {
    let waiting: Event[] = [];
    const timers = new Map<Element, ReturnType<typeof setTimeout>>();
    const send = (): void => {
      if (waiting.length === 0) return;
      navigator.sendBeacon('/actions/events', JSON.stringify({ events: waiting }));
      waiting = [];
    };
    const note = (event: Event): void => {
      waiting.push(event);
      if (waiting.length >= BATCH) send();
    };
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          clearTimeout(timers.get(target));
          if (!isIntersecting) continue;
          const seen = setTimeout(() => {
            observer.unobserve(target);
            told.set(target, list);
            note(eventOf('impression', target as HTMLElement));
          }, SEEN_MS);
          timers.set(target, seen);
        }
      },
      { threshold: 0.6 },
    );
    for (const element of document.querySelectorAll('[data-movie]'))
      if (told.get(element) !== list) observer.observe(element);
    const onClick = (click: MouseEvent): void => {
      const link = (click.target as Element).closest('a[href^="/movies/"]');
      const card = link?.closest<HTMLElement>('[data-movie]');
      if (card) note(eventOf('click', card));
    };
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') send();
    };
    document.addEventListener('click', onClick);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      observer.disconnect();
      for (const timer of timers.values()) clearTimeout(timer);
      document.removeEventListener('click', onClick);
      document.removeEventListener('visibilitychange', onHide);
      send();
    };
  }, [key, list]);
  return null;
}
