import { GENRES } from '@marquee/contract/movie';
import { preferencesSchema } from '@marquee/contract/taste';
import type { Pair, Preferences } from '#taste/types.ts';
import { Form, Link, redirect } from 'react-router';
import type { Route } from './+types/welcome.ts';
import { cardOf } from '#parts/card-movie.ts';
import { Submit } from '#parts/form-parts.tsx';
import { Head } from '#parts/head.tsx';
import { genreName } from '#parts/names.ts';
import { textOf } from '#server/form.server.ts';
import { personal } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';
import { ERAS } from '#taste/choices.ts';
import { eraName, erasOf } from '#taste/eras.ts';
import { PairChoice } from '#taste/pair-choice.tsx';

/** Onboarding in two steps: what one is drawn to, then pairs of films. `?step=pairs&seen=1,2,3` says where one is. */
export const loader = personal(async ({ request }: Route.LoaderArgs, { api }) => {
  const params = new URL(request.url).searchParams;
  if (params.get('step') !== 'pairs') {
    return {
      step: 'kinds' as const,
      preferences: await api.get<Preferences>('/v1/me/preferences'),
      genres: GENRES,
    };
  }
  const seen = (params.get('seen') ?? '')
    .split(',')
    .map(Number)
    .filter(Number.isSafeInteger)
    .filter(Boolean)
    .slice(-200);
  const pair = await api.get<Pair | null>('/v1/me/pairs/next', { skip: seen.join(',') }).catch(() => null);
  if (!pair || !pair.left || pair.remaining <= 0) return { step: 'done' as const };
  return {
    step: 'pairs' as const,
    seen,
    left: cardOf(pair.left),
    right: cardOf(pair.right),
    remaining: pair.remaining,
  };
});

export const action = personal(async ({ request }: Route.ActionArgs, { api }) => {
  const form = await request.formData();
  if (textOf(form, 'intent') === 'kinds') {
    const former = await api.get<Preferences>('/v1/me/preferences');
    const genresLiked = form.getAll('genres').map(String);
    const eras = erasOf(form.getAll('eras').map(String));
    const genresAvoided = former.genresAvoided.filter((genre) => !genresLiked.includes(genre));
    await api.send(
      'PUT',
      '/v1/me/preferences',
      preferencesSchema.parse({ ...former, genresLiked, genresAvoided, eras }),
    );
    return redirect('/welcome?step=pairs', 303);
  }
  const choice = Number(textOf(form, 'choice'));
  const [left, right] = [Number(textOf(form, 'left')), Number(textOf(form, 'right'))];
  const known = choice === left || choice === right;
  const answer = known
    ? { winner: choice, loser: choice === left ? right : left }
    : { winner: null, loser: null };
  await api.send('POST', '/v1/me/pairs', answer);
  const seen = [...textOf(form, 'seen').split(',').filter(Boolean), left, right].slice(-200);
  return redirect(`/welcome?step=pairs&seen=${seen.join(',')}`, 303);
});

export default function WelcomePage({ loaderData }: Route.ComponentProps) {
  const t = useStrings();
  return (
    <div className={loaderData.step === 'pairs' ? 'page narrow' : 'page middling'}>
      <Head>
        <title>{`${t('welcome.title')} · Marquee`}</title>
      </Head>
      {loaderData.step === 'kinds' && (
        <Kinds preferences={loaderData.preferences} genres={loaderData.genres} />
      )}
      {loaderData.step === 'pairs' && <PairChoice {...loaderData} />}
      {loaderData.step === 'done' && (
        <header>
          <h1>{t('welcome.done')}</h1>
          <p className="lede">{t('welcome.doneText')}</p>
          <Link className="button" to="/recommendations">
            {t('welcome.seeList')}
          </Link>
        </header>
      )}
    </div>
  );
}

interface KindsProps {
  readonly preferences: Preferences;
  readonly genres: readonly string[];
}

function Kinds({ preferences, genres }: KindsProps) {
  const t = useStrings();
  return (
    <>
      <header>
        <h1>{t('welcome.heading')}</h1>
        <p className="lede">{t('welcome.text')}</p>
      </header>
      <Form method="post" className="stack wide">
        <fieldset className="panel">
          <legend className="visually-hidden">{t('preferences.genres')}</legend>
          <h2 aria-hidden="true">{t('preferences.genres')}</h2>
          <div className="chips">
            {genres.map((genre) => (
              <label className="chip" key={genre}>
                <input
                  type="checkbox"
                  name="genres"
                  value={genre}
                  defaultChecked={preferences.genresLiked.includes(genre)}
                />
                {genreName(t, genre)}
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset className="panel">
          <legend className="visually-hidden">{t('preferences.eras')}</legend>
          <h2 aria-hidden="true">{t('preferences.eras')}</h2>
          <div className="chips">
            {ERAS.map((era) => (
              <label className="chip" key={era.id}>
                <input
                  type="checkbox"
                  name="eras"
                  value={era.id}
                  defaultChecked={preferences.eras.some(({ from, to }) => era.from === from && era.to === to)}
                />
                {eraName(t, era)}
              </label>
            ))}
          </div>
        </fieldset>
        <div className="cluster">
          <Submit name="intent" value="kinds">
            {t('welcome.next')}
          </Submit>
          <Link className="button second" to="/ratings#import">
            {t('welcome.import')}
          </Link>
        </div>
      </Form>
    </>
  );
}
