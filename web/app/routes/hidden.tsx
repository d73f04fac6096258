import { GENRES } from '@marquee/contract/movie';
import { Link } from 'react-router';
import type { Route } from './+types/hidden.ts';
import type { HiddenList } from '#film/types.ts';
import { Empty } from '#parts/empty.tsx';
import { Head } from '#parts/head.tsx';
import { day, genreName } from '#parts/names.ts';
import { personal } from '#server/visit.server.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = personal(async (_: Route.LoaderArgs, { api }) => ({
  items: (await api.get<HiddenList>('/v1/me/hidden')).items,
  genres: GENRES,
}));

export default function HiddenPage({ loaderData: { items, genres } }: Route.ComponentProps) {
  const t = useStrings();
  return (
    <div className="page narrow">
      <Head>
        <title>{`${t('hidden.title')} · Marquee`}</title>
      </Head>
      <header>
        <h1>{t('hidden.title')}</h1>
        <p className="soft">{t('hidden.text')}</p>
      </header>
      {items.length === 0 ? (
        <Empty title={t('hidden.none')}>{t('hidden.noneText')}</Empty>
      ) : (
        <ul role="list">
          {items.map((item) => {
            const name = item.scope === 'genre' ? genreName(t, item.value) : (item.title ?? item.value);
            return (
              <li className="rated" key={item.id}>
                <span className="soft small">{t(`hidden.${item.scope}` as StringKey)}</span>
                <span dir="auto">
                  {item.scope === 'movie' ? <Link to={`/movies/${item.value}`}>{name}</Link> : name}
                  <br />
                  <span className="soft small">
                    {item.until ? t('hidden.until', { day: day(t, item.until) }) : day(t, item.createdAt)}
                  </span>
                </span>
                <form method="post" action="/actions/taste">
                  <input type="hidden" name="hiddenId" value={item.id} />
                  <input type="hidden" name="to" value="/hidden" />
                  <button
                    className="button second"
                    name="intent"
                    value="unhide"
                    aria-label={t('hidden.showNamed', { name })}
                  >
                    {t('hidden.show')}
                  </button>
                </form>
              </li>
            );
          })}
        </ul>
      )}
      <section className="panel hide-more" aria-labelledby="hide-more">
        <h2 id="hide-more">{t('hidden.more')}</h2>
        <form method="post" action="/actions/taste" className="seek">
          <input type="hidden" name="to" value="/hidden" />
          <label className="field">
            <span className="label">{t('hidden.person')}</span>
            <input type="text" name="value" maxLength={100} required />
          </label>
          <button className="button second" name="intent" value="hide-person">
            {t('hidden.hidePerson')}
          </button>
        </form>
        <form method="post" action="/actions/taste" className="seek">
          <input type="hidden" name="to" value="/hidden" />
          <label className="field">
            <span className="label">{t('hidden.genre')}</span>
            <select name="value">
              {genres.map((genre) => (
                <option key={genre} value={genre}>
                  {genreName(t, genre)}
                </option>
              ))}
            </select>
          </label>
          <button className="button second" name="intent" value="hide-genre">
            {t('hidden.hideGenre')}
          </button>
        </form>
      </section>
    </div>
  );
}
