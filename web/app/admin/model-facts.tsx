import { Fragment } from 'react';
import { FramedTable } from '#parts/framed-table.tsx';
import { moment, number, percent } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { Translator } from '#strings/use-strings.ts';
import type { ModelRun } from './admin-types.ts';
import { durationText } from './duration.ts';
import { Figures } from './figures.tsx';
import { sizeText } from './size.ts';

/** What matters most of a run: how good, and at which price. */
export function ModelFigures({ model }: { readonly model: ModelRun }) {
  const t = useStrings();
  const quality = model.metrics.stacked?.['ndcg@10'];
  const overlap = model.overlap?.strategies.stacked;
  return (
    <Figures
      label={t('model.figures')}
      figures={[
        ...(quality
          ? [
              {
                name: 'NDCG@10',
                text: number(t, quality.value, 3),
                note: t('model.between', {
                  low: number(t, quality.low, 3),
                  high: number(t, quality.high, 3),
                }),
              },
            ]
          : []),
        { name: t('models.trainingTime'), text: durationText(t, model.durationSeconds) },
        {
          name: t('model.memory'),
          text: model.peakMemoryBytes === null ? '–' : sizeText(t, model.peakMemoryBytes),
          ...(model.peakMemoryBytes === null ? { note: t('model.memoryUnknown') } : {}),
        },
        { name: t('model.file'), text: sizeText(t, model.bytes) },
        ...(overlap ? [{ name: t('overlap.short'), text: percent(t, overlap.value) }] : []),
      ]}
    />
  );
}

/** Who trained it on what, and why. */
export function ModelFacts({ model }: { readonly model: ModelRun }) {
  const t = useStrings();
  const { data } = model;
  const facts = [
    [t('models.trained'), moment(t, model.createdAt)],
    [t('admin.who'), model.requestedBy ?? '–'],
    [t('model.reason'), model.reason || '–'],
    [
      t('models.data'),
      t('models.dataText', {
        ratings: number(t, data.ratings),
        users: number(t, data.users),
        movies: number(t, data.movies),
      }),
    ],
    [t('model.fingerprint'), data.fingerprint],
    [t('model.seed'), String(model.seed)],
  ] as const;
  return (
    <section className="panel" aria-labelledby="facts">
      <h2 id="facts">{t('model.facts')}</h2>
      <dl className="facts">
        {facts.map(([name, text]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

/** What each model was trained with; of the blend, how much each signal weighs. */
export function ModelParameters({ hyperparameters }: Pick<ModelRun, 'hyperparameters'>) {
  const t = useStrings();
  const models = Object.entries(hyperparameters);
  if (models.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="parameters">
      <div>
        <h2 id="parameters">{t('model.parameters')}</h2>
        <p className="soft small">{t('model.parametersText')}</p>
      </div>
      {models.map(([model, values]) => (
        <details key={model}>
          <summary>{t('model.parametersOf', { model, n: Object.keys(values).length })}</summary>
          <FramedTable aria-label={model} heads={[t('model.parameter'), t('model.value')]}>
            {Object.entries(values).map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{valueText(t, value)}</td>
              </tr>
            ))}
          </FramedTable>
        </details>
      ))}
    </section>
  );
}

const valueText = (t: Translator, value: unknown): string =>
  typeof value === 'number'
    ? new Intl.NumberFormat(t.locale, { maximumSignificantDigits: 4 }).format(value)
    : String(value);
