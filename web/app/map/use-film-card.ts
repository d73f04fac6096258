import { useEffect, useState } from 'react';
import type { CardMovie } from '#parts/card-movie.ts';

export interface FilmCard {
  readonly movie: CardMovie;
  readonly overview: string | null;
}

const known = new Map<number, FilmCard>();
/** A pointer that passes over films asks for none of them. */
const REST_MS = 130;

/** What the card shows of a film, as soon as it is there. */
export function useFilmCard(id: number | undefined): FilmCard | null {
  const [loaded, setLoaded] = useState<FilmCard | null>(null);
  useEffect(() => {
    if (id === undefined || known.has(id)) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch(`/map/films/${id}`, { signal: stop.signal });
        if (!answer.ok) return;
        const card = (await answer.json()) as FilmCard;
        known.set(id, card);
        setLoaded(card);
      } catch {
        // The map is of use without the card; it comes with the next film.
      }
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [id]);
  if (id === undefined) return null;
  return known.get(id) ?? (loaded?.movie.id === id ? loaded : null);
}
