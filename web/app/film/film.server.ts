import type { Movie } from '@marquee/contract/movie';
import type { PersonalMovie, Recommendation } from '@marquee/contract/recommendation';
import type { Sources } from '@marquee/contract/sources';
import type { SimilarBy, SimilarResult } from '@marquee/contract/search';
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

/** What a person has to do with a film; without it, nothing, when it cannot be had. */
export async function personalView({ api }: Visit, movie: Movie): Promise<Personal> {
  const found = await api.get<PersonalMovie>(`/v1/me/movies/${movie.id}`).catch(() => null);
  return {
    rating: found?.rating?.rating ?? null,
    // Of a film that one knows, nobody wants to be told what one would think of it.
    recommendation: found?.rating ? null : (found?.recommendation ?? null),
    watching: found?.watching ?? false,
    hiddenId: found?.hidden?.id ?? null,
  };
}

/** schema.org's Movie. A "<" could end the script that holds it. */
export function structuredData(movie: Movie, publicUrl: string, sources: Sources | null): string {
  const person = (name: string) => ({ '@type': 'Person', name });
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Movie',
    name: movie.title,
    url: `${publicUrl}/movies/${movie.id}`,
    image: `${publicUrl}/movies/${movie.id}/card.png`,
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
    // What imaginary people think, or may have thought, is nothing to tell search engines.
    ...(sources?.generatedRatings === false && movie.ratingCount > 0 && movie.ratingMean !== null
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
