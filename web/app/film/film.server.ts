import type { Movie } from '@marquee/contract/movie';
import type { Recommendation, Recommendations } from '@marquee/contract/recommendation';
import type { SimilarBy, SimilarResult } from '@marquee/contract/search';
import type { HiddenList, RatingsPage, Watchlist } from '#film/types.ts';
import { cardOf } from '#parts/card-movie.ts';
import type { SimilarCards } from '#film/types.ts';
import type { Visit } from '#server/visit.server.ts';

/** The three ways films can be alike, as people call them. */
export const LIKENESS = { story: 'content', people: 'item', both: 'hybrid' } as const satisfies Readonly<
  Record<string, SimilarBy>
>;
export type Likeness = keyof typeof LIKENESS;
export const likenessOf = (text: string | null): Likeness =>
  text !== null && text in LIKENESS ? (text as Likeness) : 'both';

/** Films like this one; when one way is not available, by story alone; when none is, null. */
export async function similarTo(
  { api }: Visit,
  id: number,
  likeness: Likeness,
): Promise<SimilarCards | null> {
  const ask = async (by: SimilarBy): Promise<SimilarCards> => {
    const { items, degraded } = await api.get<SimilarResult>(`/v1/movies/${id}/similar`, { by, limit: 14 });
    return { items: items.map(({ movie, shared }) => ({ movie: cardOf(movie), shared })), degraded };
  };
  try {
    return await ask(LIKENESS[likeness]);
  } catch {
    return likeness === 'story' ? null : await ask('content').catch(() => null);
  }
}

export interface Personal {
  readonly rating: number | null;
  readonly recommendation: Recommendation | null;
  readonly watching: boolean;
  readonly hiddenId: string | null;
}

/** What a person has to do with a film; parts that cannot be had are left out. */
export async function personalView({ api }: Visit, movie: Movie): Promise<Personal> {
  const [ratings, list, watchlist, hidden] = await Promise.all([
    api.get<RatingsPage>('/v1/me/ratings', { limit: 200 }).catch(() => null),
    api.get<Recommendations>('/v1/me/recommendations', { limit: 100 }).catch(() => null),
    api.get<Watchlist>('/v1/me/watchlist').catch(() => null),
    api.get<HiddenList>('/v1/me/hidden').catch(() => null),
  ]);
  return {
    rating: ratings?.items.find(({ movieId }) => movieId === movie.id)?.rating ?? null,
    recommendation: list?.items.find((item) => item.movie.id === movie.id) ?? null,
    watching: watchlist?.items.some((item) => item.movie.id === movie.id) ?? false,
    hiddenId:
      hidden?.items.find(({ scope, value }) => scope === 'movie' && value === String(movie.id))?.id ?? null,
  };
}

/** schema.org's Movie. A "<" could end the script that holds it. */
export function structuredData(movie: Movie, publicUrl: string): string {
  const person = (name: string) => ({ '@type': 'Person', name });
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Movie',
    name: movie.title,
    url: `${publicUrl}/movies/${movie.id}`,
    ...(movie.originalTitle && movie.originalTitle !== movie.title
      ? { alternateName: movie.originalTitle }
      : {}),
    ...(movie.year ? { dateCreated: String(movie.year) } : {}),
    ...(movie.overview ? { description: movie.overview } : {}),
    ...(movie.runtime ? { duration: `PT${movie.runtime}M` } : {}),
    genre: movie.genres,
    inLanguage: movie.languages[0],
    director: movie.directors.map(person),
    actor: movie.actors.slice(0, 8).map(person),
    keywords: movie.keywords.join(', '),
    ...(movie.ratingCount > 0 && movie.ratingMean !== null
      ? {
          aggregateRating: {
            '@type': 'AggregateRating',
            ratingValue: movie.ratingMean.toFixed(2),
            ratingCount: movie.ratingCount,
            bestRating: 5,
            worstRating: 0.5,
          },
        }
      : {}),
  }).replace(/</g, '\\u003c');
}
