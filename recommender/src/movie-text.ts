import type { MovieFacts } from '#model';

/**
 * What is embedded of a movie: `Toy Story (1995). Animation, Comedy. Led by Woody, Andy's toys …`.
 * Title, genres, overview, then keywords: the model reads 256 word pieces and forgets the rest.
 */
export function movieText(
  movie: Pick<MovieFacts, 'title' | 'year' | 'genres' | 'keywords'> & { readonly overview?: string | null },
): string {
  const title = movie.title.replace(/\s*\(\d{4}\)\s*$/, '');
  const parts = [
    movie.year === null ? title : `${title} (${movie.year})`,
    movie.genres.join(', '),
    movie.overview?.trim().replace(/\.$/, ''),
    movie.keywords.slice(0, 10).join(', '),
  ];
  return `${parts.filter((part) => part).join('. ')}.`;
}
