import { Form, Link } from 'react-router';
import { FramedTable } from '#parts/framed-table.tsx';
import { moment, number } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { Translator } from '#strings/use-strings.ts';
import type { ModelRun } from './admin-types.ts';
import { durationText } from './duration.ts';
import { sizeText } from './size.ts';

const LOOK = { live: 'state up', refused: 'state down', candidate: 'state', retired: 'state' } as const;

export function ModelState({ state }: Pick<ModelRun, 'state'>) {
  const t = useStrings();
  return <span className={LOOK[state]}>{t(`model.${state}`)}</span>;
}

export function ModelsTable({ models }: { readonly models: readonly ModelRun[] }) {
  const t = useStrings();
  if (models.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="model-runs">
      <h2 id="model-runs">{t('models.runs')}</h2>
      <FramedTable
        aria-labelledby="model-runs"
        heads={[
          t('models.version'),
          t('admin.state'),
          t('models.trained'),
          t('models.data'),
          t('models.gate'),
          <span key="act" className="visually-hidden">
            {t('models.promote')}
          </span>,
        ]}
      >
        {models.map((model) => (
          <tr key={model.version}>
            <th scope="row" className="whole">
              <Link to={`/admin/models/${encodeURIComponent(model.version)}`}>{model.version}</Link>
            </th>
            <td>
              <ModelState state={model.state} />
            </td>
            <td className="roomy">
              {moment(t, model.createdAt)}
              <br />
              <span className="soft small">
                {costText(t, model)}
                {model.requestedBy && `, ${t('jobs.by', { who: model.requestedBy })}`}
                {model.reason && `: ${model.reason}`}
              </span>
            </td>
            <td className="small">
              {t('models.dataText', {
                ratings: number(t, model.data.ratings),
                users: number(t, model.data.users),
                movies: number(t, model.data.movies),
              })}
            </td>
            <td className="small">
              {model.gate && (
                <details>
                  <summary>{t(model.gate.passed ? 'models.passed' : 'models.refused')}</summary>
                  <ul>
                    {model.gate.reasons.map((reason) => (
                      <li key={reason}>{reason}</li>
                    ))}
                  </ul>
                </details>
              )}
            </td>
            <td>
              {model.state !== 'live' && (
                <Form method="post">
                  <button
                    className="quiet"
                    name="version"
                    value={model.version}
                    aria-label={t('models.promoteNamed', { version: model.version })}
                  >
                    {t('models.promote')}
                  </button>
                </Form>
              )}
            </td>
          </tr>
        ))}
      </FramedTable>
    </section>
  );
}

function costText(t: Translator, { durationSeconds, peakMemoryBytes, bytes }: ModelRun): string {
  const memory = peakMemoryBytes === null ? [] : [t('models.peak', { size: sizeText(t, peakMemoryBytes) })];
  return [durationText(t, durationSeconds), ...memory, t('models.fileOf', { size: sizeText(t, bytes) })].join(
    ', ',
  );
}
