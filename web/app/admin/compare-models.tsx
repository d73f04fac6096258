import { Form, Link } from 'react-router';
import type { CardMovie } from '#parts/card-movie.ts';
import { number } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { ModelRun } from './admin-types.ts';

interface Side {
  readonly version: string;
  readonly items: readonly CardMovie[];
}

interface CompareModelsProps {
  readonly models: readonly ModelRun[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly asked: {
    readonly left: string | null;
    readonly right: string | null;
    readonly user: string | null;
  };
  /** Null when nothing is asked; `gone` when a model's file is not kept any more. */
  readonly comparison:
    { readonly left: Side; readonly right: Side; readonly overlap: number } | 'gone' | 'unavailable' | null;
}

/** Two versions' lists for one person, side by side. */
export function CompareModels({ models, people, asked, comparison }: CompareModelsProps) {
  const t = useStrings();
  const choice = (name: 'left' | 'right', fallback: string | undefined) => (
    <label className="field">
      <span className="label">{t(`models.${name}`)}</span>
      <select name={name} defaultValue={asked[name] ?? fallback}>
        {models.map(({ version }) => (
          <option key={version}>{version}</option>
        ))}
      </select>
    </label>
  );
  return (
    <section className="panel" aria-labelledby="compare">
      <h2 id="compare">{t('models.compare')}</h2>
      <Form method="get" className="panels" preventScrollReset>
        {choice('left', models[0]?.version)}
        {choice('right', models[1]?.version)}
        <label className="field">
          <span className="label">{t('models.person')}</span>
          <select name="user" defaultValue={asked.user ?? undefined}>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button className="button second">{t('models.show')}</button>
      </Form>
      {typeof comparison === 'string' && (
        <p className="notice bad">{t(comparison === 'gone' ? 'models.gone' : 'admin.unavailable')}</p>
      )}
      {comparison !== null && typeof comparison !== 'string' && (
        <>
          <p>{t('models.overlap', { percent: number(t, comparison.overlap * 100) })}</p>
          <div className="panels">
            {[comparison.left, comparison.right].map(({ version, items }, side) => (
              <div key={side}>
                <h3>{version}</h3>
                <ol>
                  {items.map(({ id, title, year }) => (
                    <li key={id}>
                      <Link to={`/movies/${id}`}>{title}</Link> <span className="soft">{year}</span>
                    </li>
                  ))}
                </ol>
              </div>
            ))}
          </div>
        </>
      )}
    </section>
  );
}
