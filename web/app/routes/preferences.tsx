import { GENRES } from '@marquee/contract/movie';
import { preferencesSchema } from '@marquee/contract/taste';
import type { Preferences } from '@marquee/contract/taste';
import { Form } from 'react-router';
import type { Route } from './+types/preferences.ts';
import { Dial } from '#parts/dial.tsx';
import type { FormOutcome } from '#parts/form-outcome.ts';
import { FormError, Submit } from '#parts/form-parts.tsx';
import { Head } from '#parts/head.tsx';
import { genreName, languageName } from '#parts/names.ts';
import { attempt } from '#server/form.server.ts';
import { personal } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';
import { ERAS, LANGUAGES } from '#taste/choices.ts';
import { eraName, erasOf } from '#taste/eras.ts';

export const loader = personal(async (_: Route.LoaderArgs, { api }) => ({
  preferences: await api.get<Preferences>('/v1/me/preferences'),
  genres: GENRES,
}));

export const action = personal(async ({ request }: Route.ActionArgs, { api }) => {
  const form = await request.formData();
  const list = (name: string): string[] => form.getAll(name).map(String);
  return await attempt(form, async (): Promise<FormOutcome> => {
    const former = await api.get<Preferences>('/v1/me/preferences');
    const stances = [...form].filter(([name]) => name.startsWith('genre:'));
    const genres = (stance: string) =>
      stances.filter(([, value]) => value === stance).map(([name]) => name.slice('genre:'.length));
    const wanted = preferencesSchema.safeParse({
      ...former,
      genresLiked: genres('like'),
      genresAvoided: genres('avoid'),
      eras: erasOf(list('eras')),
      languages: list('languages'),
      discovery: Number(form.get('discovery') ?? former.discovery),
      contentWeight: Number(form.get('contentWeight') ?? former.contentWeight),
    });
    if (!wanted.success) return { ok: false, code: 'invalid-input' };
    await api.send('PUT', '/v1/me/preferences', wanted.data);
    return { ok: true };
  });
});

const STANCES = ['avoid', '', 'like'] as const;

export default function PreferencesPage({
  loaderData: { preferences, genres },
  actionData,
}: Route.ComponentProps) {
  const t = useStrings();
  const stanceOf = (genre: string): string =>
    preferences.genresLiked.includes(genre)
      ? 'like'
      : preferences.genresAvoided.includes(genre)
        ? 'avoid'
        : '';
  return (
    <div className="page middling">
      <Head>
        <title>{`${t('preferences.title')} · Marquee`}</title>
      </Head>
      <header>
        <h1>{t('preferences.title')}</h1>
        <p className="soft">{t('preferences.text')}</p>
      </header>
      <Form method="post" className="stack wide preferences">
        <FormError outcome={actionData} />
        {actionData?.ok && (
          <p className="notice good" role="status">
            {t('preferences.saved')}
          </p>
        )}
        <section className="panel">
          <h2>{t('preferences.genres')}</h2>
          <div className="stances">
            {genres.map((genre) => (
              <fieldset key={genre} className="stance">
                <legend>{genreName(t, genre)}</legend>
                <div className="segments">
                  {STANCES.map((stance) => (
                    <label key={stance}>
                      <input
                        type="radio"
                        name={`genre:${genre}`}
                        value={stance}
                        defaultChecked={stanceOf(genre) === stance}
                      />
                      <span>
                        {t(
                          stance === 'like'
                            ? 'preferences.like'
                            : stance === 'avoid'
                              ? 'preferences.avoid'
                              : 'preferences.neutral',
                        )}
                      </span>
                    </label>
                  ))}
                </div>
              </fieldset>
            ))}
          </div>
        </section>
        <fieldset className="panel">
          <legend className="visually-hidden">{t('preferences.eras')}</legend>
          <h2 aria-hidden="true">{t('preferences.eras')}</h2>
          <div className="chips">
            {ERAS.map(({ id, from, to }) => (
              <label className="chip" key={id}>
                <input
                  type="checkbox"
                  name="eras"
                  value={id}
                  defaultChecked={preferences.eras.some((era) => era.from === from && era.to === to)}
                />
                {eraName(t, { from, to })}
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset className="panel">
          <legend className="visually-hidden">{t('preferences.languages')}</legend>
          <h2 aria-hidden="true">{t('preferences.languages')}</h2>
          <p className="soft">{t('preferences.languagesText')}</p>
          <div className="chips">
            {LANGUAGES.map((code) => (
              <label className="chip" key={code}>
                <input
                  type="checkbox"
                  name="languages"
                  value={code}
                  defaultChecked={preferences.languages.includes(code)}
                />
                {languageName(t, code)}
              </label>
            ))}
          </div>
        </fieldset>
        <section className="panel">
          <h2>{t('preferences.dials')}</h2>
          <Dial
            name="discovery"
            label={t('dial.discovery')}
            value={preferences.discovery}
            low={t('dial.crowd')}
            high={t('dial.gems')}
          />
          <Dial
            name="contentWeight"
            label={t('dial.content')}
            value={preferences.contentWeight}
            low={t('dial.people')}
            high={t('dial.story')}
          />
        </section>
        <div>
          <Submit>{t('profile.save')}</Submit>
        </div>
      </Form>
    </div>
  );
}
