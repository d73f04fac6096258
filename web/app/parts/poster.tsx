import type { MovieSummary } from '@marquee/contract/movie';
import { memo } from 'react';
import { posterMarkup } from '#poster/poster.ts';
import type { PosterFacts } from '#poster/poster.ts';

export type PosterMovie = PosterFacts & Partial<Pick<MovieSummary, 'posterPath'>>;

/** A film's poster: drawn, with its image over the drawing where it has one. The title stands beside it. */
export const Poster = memo(function Poster({ movie }: { readonly movie: PosterMovie }) {
  const image = imageOf(movie.posterPath ?? null);
  return (
    <div className="poster" aria-hidden="true">
      <svg
        viewBox="0 0 240 360"
        preserveAspectRatio="xMidYMid slice"
        suppressHydrationWarning
        dangerouslySetInnerHTML={{ __html: posterMarkup(movie) }}
      />
      {image && <img src={image} alt="" width="342" height="513" loading="lazy" decoding="async" />}
    </div>
  );
});

const TMDB = 'https://image.tmdb.org/t/p/w342';

/** TMDB gives paths ("/a1b2.jpg"); other hosts are not shown, as our pages load from there alone. */
function imageOf(path: string | null): string | null {
  if (path === null) return null;
  if (/^\/[\w-]+\.(jpg|jpeg|png|webp)$/.test(path)) return TMDB + path;
  return path.startsWith('https://image.tmdb.org/') ? path : null;
}
