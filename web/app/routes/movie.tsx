import type { Movie } from '@marquee/contract/movie';
import { data, Link } from 'react-router';
import type { Route } from './+types/movie.ts';
import { FilmActions } from '#film/film-actions.tsx';
import { FilmFacts } from '#film/film-facts.tsx';
import { likenessOf, personalView, similarTo, structuredData } from '#film/film.server.ts';
import { Head } from '#parts/head.tsx';
import { Reasons } from '#parts/reasons.tsx';
import { SimilarFilms } from '#film/similar-films.tsx';
import { Poster } from '#parts/poster.tsx';
import { SocialCard } from '#parts/social-card.tsx';
import { stars } from '#parts/names.ts';
import { useAccount } from '#parts/use-account.ts';
import { sourcesOf } from '#server/sources.server.ts';
import { guarded } from '#server/visit.server.ts';
import type { Failure } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

/** What is ready within this time comes with the page; what is slower is sent after it. */
const PATIENCE_MS = 350;

export const loader = guarded(async ({ request, params }: Route.LoaderArgs, visit) => {
  const id = Number(params.movieId);
  if (!Number.isSafeInteger(id) || id < 1) throw data<Failure>({ code: 'movie-not-found' }, { status: 404 });
  const query = new URL(request.url).searchParams;
  const likeness = likenessOf(query.get('like'));
  const pending = similarTo(visit, id, likeness);
  const movie = await visit.api.get<Movie>(`/v1/movies/${id}`);
  const personal = visit.account ? await personalView(visit, movie) : null;
  const patience = query.has('wait') ? 10_000 : PATIENCE_MS;
  const ready = await Promise.race([
    pending,
    new Promise<undefined>((done) => void setTimeout(done, patience)),
  ]);
  return {
    movie,
    personal,
    likeness,
    similar: ready === undefined ? pending : ready,
    json: structuredData(movie, visit.publicUrl, await sourcesOf(visit.api)),
    url: `${visit.publicUrl}/movies/${id}`,
  };
});

export default function MoviePage({ loaderData }: Route.ComponentProps) {
  const { movie, personal, likeness, similar, json, url } = loaderData;
  const t = useStrings();
  const account = useAccount();
  const title = movie.year === null ? movie.title : `${movie.title} (${movie.year})`;
  const description = (movie.overview ?? t('film.descriptionless', { title })).slice(0, 200);
  return (
    <>
      <Head>
        <title>{`${title} · Marquee`}</title>
        <meta name="description" content={description} />
        <link rel="canonical" href={url} />
      </Head>
      <SocialCard
        type="video.movie"
        title={title}
        description={description}
        url={url}
        image={`${url}/card.png`}
        alt={t('film.posterOf', { title })}
      />
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
      <article className="film">
        <Poster movie={movie} />
        <div className="stack">
          <header className="stack">
            <h1 dir="auto">{movie.title}</h1>
            {movie.originalTitle && movie.originalTitle !== movie.title && (
              <p className="soft" lang={movie.languages[0]} dir="auto">
                {movie.originalTitle}
              </p>
            )}
          </header>
          {movie.tagline && (
            <p className="lede" dir="auto">
              {movie.tagline}
            </p>
          )}
          {personal?.recommendation?.predictedRating != null && personal.rating === null && (
            <p className="notice good">
              {t('film.predicted', { stars: stars(t, personal.recommendation.predictedRating) })}
            </p>
          )}
          {movie.overview && (
            <p className="overview" dir="auto">
              {movie.overview}
            </p>
          )}
          {account ? (
            <FilmActions movie={movie} personal={personal} />
          ) : (
            <p>
              <Link className="button" to={`/login?to=${encodeURIComponent(`/movies/${movie.id}`)}`}>
                {t('film.logInToRate')}
              </Link>
            </p>
          )}
          <FilmFacts movie={movie} />
          <Link className="more" to={`/map?film=${movie.id}`}>
            {t('film.onMap')}
          </Link>
          {personal?.recommendation?.why && (
            <Reasons why={personal.recommendation.why} strike={`/movies/${movie.id}`} />
          )}
        </div>
      </article>
      <SimilarFilms similar={similar} likeness={likeness} movie={movie} />
    </>
  );
}
