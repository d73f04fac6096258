import type { Movie } from '@marquee/contract/movie';
import type { Recommendations } from '@marquee/contract/recommendation';
import type { SuggestResult } from '@marquee/contract/search';
import type { RatingsPage } from '#film/types.ts';
import { Form, Link, useSubmit } from 'react-router';
import type { Route } from './+types/together.ts';
import { cardOf } from '#parts/card-movie.ts';
import { Degraded } from '#parts/degraded.tsx';
import { Dial } from '#parts/dial.tsx';
import { Head } from '#parts/head.tsx';
import { MovieCard } from '#parts/movie-card.tsx';
import { shortReason } from '#parts/reason-text.ts';
import { useEarlyChoice } from '#parts/use-early-choice.ts';
import { guarded } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';
import { groupAddress, groupOf, MOST_PEOPLE } from '#together/group-address.ts';
import { PersonPanel } from '#together/person-panel.tsx';
import { ShareLink } from '#together/share-link.tsx';

const LIKED = 4.5;
const SHOWN = 12;

export const loader = guarded(async ({ request }: Route.LoaderArgs, { api, account, publicUrl }) => {
  const params = new URL(request.url).searchParams;
  const group = groupOf(params);
  const [words, seeker] = [(params.get('find') ?? '').trim().slice(0, 100), Number(params.get('for') ?? -1)];
  const ids = [...new Set(group.people.flat())];
  const ready = group.people.filter((films) => films.length > 0).length >= 2;
  const [films, suggested, list, favourites] = await Promise.all([
    Promise.all(ids.map((id) => api.get<Movie>(`/v1/movies/${id}`).catch(() => null))),
    words === '' ? null : api.get<SuggestResult>('/v1/suggest', { q: words }).catch(() => 'away' as const),
    ready
      ? api.send<Recommendations>('POST', '/v1/recommendations', {
          people: group.people
            .filter((own) => own.length > 0)
            .map((own) => ({ ratings: own.map((movieId) => ({ movieId, rating: LIKED })) })),
          fairness: group.fairness,
          exclude: ids,
          limit: SHOWN,
        })
      : null,
    account ? api.get<RatingsPage>('/v1/me/ratings', { sort: '-rating', limit: 8 }).catch(() => null) : null,
  ]);
  return {
    group,
    films: films.filter((film) => film !== null).map(({ id, title, year }) => ({ id, title, year })),
    words,
    seeker,
    candidates:
      suggested === 'away' ? null : (suggested?.items.filter((item) => item.kind === 'movie') ?? null),
    away: suggested === 'away',
    favourites: favourites?.items.filter(({ rating }) => rating >= 4).map(({ movieId }) => movieId) ?? [],
    items: list?.items.map(({ movie, why }) => ({ movie: cardOf(movie), why })) ?? null,
    degraded: list?.degraded,
    url: publicUrl + groupAddress(group),
  };
});

export default function TogetherPage({ loaderData }: Route.ComponentProps) {
  const { group, films, items, degraded, away, url } = loaderData;
  const t = useStrings();
  const submit = useSubmit();
  const send = (form: HTMLFormElement | null): void => void submit(form, { preventScrollReset: true });
  const fairness = useEarlyChoice(send);
  return (
    <div className="page">
      <Head>
        <title>{`${t('together.title')} · Marquee`}</title>
        <meta name="description" content={t('together.text')} />
      </Head>
      <header>
        <h1>{t('together.title')}</h1>
        <p className="lede">{t('together.text')}</p>
      </header>
      {away && (
        <p className="notice" role="status">
          {t('search.away')}
        </p>
      )}
      <ol className="panels" role="list">
        {group.people.map((own, index) => (
          <PersonPanel key={index} index={index} own={own} {...loaderData} films={films} />
        ))}
      </ol>
      <div className="cluster">
        {group.people.length < MOST_PEOPLE && (
          <Link
            className="button second"
            to={groupAddress({ ...group, people: [...group.people, []] })}
            preventScrollReset
          >
            {t('together.more')}
          </Link>
        )}
        <ShareLink url={url} />
      </div>
      {items === null ? (
        <p className="notice">{t('together.waiting')}</p>
      ) : (
        <section className="stack wide" aria-labelledby="tonight">
          <h2 id="tonight">{t('together.tonight')}</h2>
          <Form ref={fairness} method="get" className="stack fairness" autoComplete="off">
            {group.people.map((own, index) => (
              <input key={index} type="hidden" name="p" value={own.join(',')} />
            ))}
            <Dial
              name="fairness"
              label={t('together.fairness')}
              value={group.fairness}
              low={t('together.average')}
              high={t('together.everybody')}
              onSettle={send}
            />
            <button className="button second unscripted">{t('tools.apply')}</button>
          </Form>
          <Degraded parts={degraded} />
          <ul className="grid" role="list">
            {items.map((item, position) => (
              <li key={item.movie.id}>
                <MovieCard
                  movie={item.movie}
                  note={shortReason(t, item)}
                  shown={{ surface: 'together', position }}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
