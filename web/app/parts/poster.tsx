import type { MovieSummary } from '@marquee/contract/movie';
import { memo, useEffect, useRef, useState } from 'react';
import { draw } from '#poster/drawing.ts';
import type { PosterFacts } from '#poster/poster.ts';
import { useServed } from './use-served.ts';

export type PosterMovie = PosterFacts & Partial<Pick<MovieSummary, 'id' | 'posterPath'>>;

/**
 * A film's poster: drawn, with its image over the drawing where it has one; an image that does not come leaves the
 * drawing. The title stands beside it.
 */
export const Poster = memo(function Poster({ movie }: { readonly movie: PosterMovie }) {
  const image = imageOf(movie);
  const served = useServed();
  const svg = useRef<SVGSVGElement>(null);
  const name = nameOf(movie);
  // What the server drew is left as it is; unless it did not, as the page was to be another one, or it was of a film before.
  const [drawn, setDrawn] = useState(!import.meta.env.SSR && served ? name : null);
  useEffect(() => {
    if (name !== drawn || svg.current?.firstChild === null) setDrawn(null);
  }, [name, drawn]);
  return (
    <div className="poster" aria-hidden="true">
      <svg
        ref={svg}
        viewBox="0 0 240 360"
        preserveAspectRatio="xMidYMid slice"
        dangerouslySetInnerHTML={{ __html: name === drawn ? '' : draw(movie) }}
      />
      {image && (
        <img
          loading="lazy"
          decoding="async"
          sizes="(width < 48rem) 40vw, 12rem"
          srcSet={`${image('w185')} 185w, ${image('w342')} 342w, ${image('w500')} 500w`}
          src={image('w342')}
          alt=""
          width="342"
          height="513"
        />
      )}
    </div>
  );
});

/** What tells a film from another, also when the same comes again with new data. */
const nameOf = ({ id, title }: PosterMovie): number | string => id ?? title;

/** Our own address of a film's image in a size; it changes when the film gets another poster. */
function imageOf({ id, posterPath }: PosterMovie): ((size: string) => string) | null {
  if (id === undefined || !posterPath) return null;
  const version = posterPath.replace(/^.*\//, '').replace(/\.\w+$/, '');
  return (size) => `/movies/${id}/poster/${size}?v=${encodeURIComponent(version)}`;
}
