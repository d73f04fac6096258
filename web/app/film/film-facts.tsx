import type { Movie } from '@marquee/contract/movie';
import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { countryName, genreName, languageName, number, runtime, stars } from '#parts/names.ts';
import { useSources } from '#parts/use-sources.ts';
import { useStrings } from '#strings/use-strings.ts';

/** What is known of a film, each name a way to more of it. */
export function FilmFacts({ movie }: { readonly movie: Movie }) {
  const t = useStrings();
  const generated = useSources()?.generatedRatings ?? false;
  const linked = (
    values: readonly string[],
    to: (value: string) => string,
    text = (value: string) => value,
  ): ReactNode =>
    values.map((value, index) => (
      <Fragment key={value}>
        {index > 0 && ', '}
        <Link to={to(value)}>{text(value)}</Link>
      </Fragment>
    ));
  const person = (name: string): string => `/people/${encodeURIComponent(name)}`;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      t('film.year'),
      movie.year !== null && (
        <Link to={`/search?yearFrom=${movie.year}&yearTo=${movie.year}`}>{movie.year}</Link>
      ),
    ],
    [t('film.runtime'), movie.runtime !== null && runtime(t, movie.runtime)],
    [
      t('film.genres'),
      movie.genres.length > 0 &&
        linked(
          movie.genres,
          (genre) => `/search?genres=${encodeURIComponent(genre)}`,
          (genre) => genreName(t, genre),
        ),
    ],
    [t('film.directors'), movie.directors.length > 0 && linked(movie.directors, person)],
    [t('film.actors'), movie.actors.length > 0 && linked(movie.actors.slice(0, 8), person)],
    [
      t('film.language'),
      movie.languages.length > 0 &&
        linked(
          movie.languages,
          (code) => `/search?language=${code}`,
          (code) => languageName(t, code),
        ),
    ],
    [
      t('film.country'),
      movie.countries.length > 0 && movie.countries.map((code) => countryName(t, code)).join(', '),
    ],
    [
      t('film.keywords'),
      movie.keywords.length > 0 &&
        linked(movie.keywords.slice(0, 8), (word) => `/search?q=${encodeURIComponent(word)}`),
    ],
    [
      t('film.rating'),
      movie.ratingMean !== null &&
        t(generated ? 'film.ratingGenerated' : 'film.ratingText', {
          n: movie.ratingCount,
          count: number(t, movie.ratingCount),
          stars: stars(t, movie.ratingMean),
        }),
    ],
  ];
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
