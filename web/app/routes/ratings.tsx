import type { ImportRatingsResult } from '@marquee/contract/taste';
import { Form, Link, useSubmit } from 'react-router';
import type { Route } from './+types/ratings.ts';
import type { RatingsPage } from '#film/types.ts';
import { cardOf } from '#parts/card-movie.ts';
import { Empty } from '#parts/empty.tsx';
import { Head } from '#parts/head.tsx';
import { Pager, pagesOf } from '#parts/pager.tsx';
import type { FormOutcome } from '#parts/form-outcome.ts';
import { useEarlyChoice } from '#parts/use-early-choice.ts';
import { attempt } from '#server/form.server.ts';
import { personal } from '#server/visit.server.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import { ImportForm } from '#taste/import-form.tsx';
import { RatedFilm } from '#taste/rated-film.tsx';
import { TastePicture } from '#taste/taste-picture.tsx';
import { tasteOf } from '#taste/taste-figures.ts';

const SORTS = ['-ratedAt', 'ratedAt', '-rating', 'rating', 'title'] as const;
const PAGE = 30;
const PICTURED = 200;

export const loader = personal(async ({ request }: Route.LoaderArgs, { api }) => {
  const params = new URL(request.url).searchParams;
  const sort = SORTS.find((name) => name === params.get('sort')) ?? '-ratedAt';
  const [page, recent] = await Promise.all([
    api.get<RatingsPage>('/v1/me/ratings', {
      sort,
      limit: PAGE * pagesOf(params),
      cursor: params.get('cursor'),
    }),
    api.get<RatingsPage>('/v1/me/ratings', { limit: PICTURED }),
  ]);
  return {
    sort,
    total: page.total,
    nextCursor: page.nextCursor,
    items: page.items.map(({ movie, rating, ratedAt }) => ({ movie: cardOf(movie), rating, ratedAt })),
    taste: tasteOf(recent.items),
  };
});

export interface ImportOutcome extends FormOutcome {
  readonly report?: ImportRatingsResult;
}

export const action = personal(async ({ request }: Route.ActionArgs, { api }) => {
  const form = await request.formData();
  return await attempt(form, async (): Promise<ImportOutcome> => {
    const file = form.get('file');
    const csv = file instanceof File ? await file.text() : '';
    if (csv.trim() === '') return { ok: false, code: 'empty-file' };
    const format = String(form.get('format') ?? 'auto');
    return {
      ok: true,
      report: await api.send<ImportRatingsResult>('POST', '/v1/me/ratings/import', { format, csv }),
    };
  });
});

export default function RatingsPageView({ loaderData, actionData }: Route.ComponentProps) {
  const { sort, total, items, nextCursor, taste } = loaderData;
  const t = useStrings();
  const submit = useSubmit();
  const send = (form: HTMLFormElement | null): void => void submit(form);
  const form = useEarlyChoice(send);
  return (
    <div className="page middling">
      <Head>
        <title>{`${t('ratings.title')} · Marquee`}</title>
      </Head>
      <header>
        <h1>{t('ratings.title')}</h1>
        <p className="soft">{t('ratings.count', { n: total })}</p>
      </header>
      {total === 0 ? (
        <Empty
          title={t('ratings.none')}
          action={
            <Link className="button" to="/welcome">
              {t('nav.welcome')}
            </Link>
          }
        >
          {t('ratings.noneText')}
        </Empty>
      ) : (
        <>
          <TastePicture taste={taste} />
          <section className="stack wide" aria-labelledby="rated">
            <div className="split">
              <h2 id="rated">{t('ratings.list')}</h2>
              <Form ref={form} autoComplete="off" className="cluster" method="get">
                <label className="cluster">
                  <span className="soft small">{t('tools.sort')}</span>
                  <select
                    name="sort"
                    defaultValue={sort}
                    onChange={(event) => send(event.currentTarget.form)}
                  >
                    {SORTS.map((name) => (
                      <option key={name} value={name}>
                        {t(`ratings.sort.${name}` as StringKey)}
                      </option>
                    ))}
                  </select>
                </label>
                <button className="button second unscripted">{t('tools.apply')}</button>
              </Form>
            </div>
            <ul role="list">
              {items.map((item) => (
                <RatedFilm key={item.movie.id} {...item} />
              ))}
            </ul>
            <Pager nextCursor={nextCursor} count={items.length} />
          </section>
        </>
      )}
      <ImportForm outcome={actionData} />
    </div>
  );
}
