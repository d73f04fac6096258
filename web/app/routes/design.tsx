import { FormSamples } from '#design/form-samples.tsx';
import { SAMPLES } from '#design/samples.ts';
import { StateSamples } from '#design/state-samples.tsx';
import { Head } from '#parts/head.tsx';
import { MovieCard } from '#parts/movie-card.tsx';
import { MovieRow } from '#parts/movie-row.tsx';
import { useStrings } from '#strings/use-strings.ts';

const COLOURS = [
  'ground',
  'raised',
  'sunken',
  'line',
  'edge',
  'soft',
  'ink',
  'lamp',
  'accent',
  'good',
  'bad',
  'mark',
] as const;
const STEPS = [
  ['step-4', 'serif'],
  ['step-3', 'serif'],
  ['step-2', 'serif'],
  ['step-1', 'sans'],
  ['step-0', 'sans'],
  ['step--1', 'sans'],
] as const;
const SPACES = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** The visual language, shown by what it is made of. */
export default function DesignPage() {
  const t = useStrings();
  return (
    <div className="page design">
      <Head>
        <title>{`${t('design.title')} · Marquee`}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <header>
        <h1>{t('design.title')}</h1>
        <p className="lede">{t('design.text')}</p>
      </header>
      <section className="stack wide" aria-labelledby="d-type">
        <h2 id="d-type">{t('design.type')}</h2>
        <p className="soft">{t('design.typeText')}</p>
        {STEPS.map(([step, face]) => (
          <p key={step} className={`type-sample ${step} ${face}`}>
            {t('design.pangram')} <code className="soft">--{step}</code>
          </p>
        ))}
      </section>
      <section className="stack wide" aria-labelledby="d-colour">
        <h2 id="d-colour">{t('design.colour')}</h2>
        <p className="soft">{t('design.colourText')}</p>
        <ul className="swatches" role="list">
          {COLOURS.map((name) => (
            <li key={name} className="swatch">
              <svg viewBox="0 0 10 4" preserveAspectRatio="none" aria-hidden="true">
                <rect width="10" height="4" fill={`var(--${name})`} />
              </svg>
              <code>--{name}</code>
            </li>
          ))}
        </ul>
      </section>
      <section className="stack wide" aria-labelledby="d-space">
        <h2 id="d-space">{t('design.space')}</h2>
        <ul className="spaces" role="list">
          {SPACES.map((step) => (
            <li key={step}>
              <span className={`space-sample space-${step}`} aria-hidden="true" /> <code>--space-{step}</code>
            </li>
          ))}
        </ul>
      </section>
      <section className="stack wide" aria-labelledby="d-posters">
        <h2 id="d-posters">{t('design.posters')}</h2>
        <p className="soft">{t('design.postersText')}</p>
        <ul className="grid" role="list">
          {SAMPLES.map((movie) => (
            <li key={movie.id}>
              <MovieCard movie={movie} />
            </li>
          ))}
        </ul>
      </section>
      <MovieRow
        id="d-row"
        title={t('design.row')}
        items={SAMPLES.map((movie) => ({ movie }))}
        surface="design"
      />
      <FormSamples />
      <StateSamples />
    </div>
  );
}
