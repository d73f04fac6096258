import { Fragment } from 'react';
import { Form, useSearchParams, useSubmit } from 'react-router';
import { FramedTable } from '#parts/framed-table.tsx';
import { number } from '#parts/names.ts';
import { useHydrated } from '#parts/use-hydrated.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { ModelRun } from './admin-types.ts';
import { chosenMetric, metricNames } from './metrics.ts';

const SHOWN = 3;
type Measure = ModelRun['metrics'][string][string];

/** Every strategy's measure with its 95 % interval, for the live model and those beside it: a chart that is its own table. */
export function MetricsChart({ models }: { readonly models: readonly ModelRun[] }) {
  const t = useStrings();
  const [params] = useSearchParams();
  const shown = [...models]
    .sort((a, b) => Number(b.state === 'live') - Number(a.state === 'live'))
    .slice(0, SHOWN);
  const metric = chosenMetric(shown, params);
  if (metric === undefined) return null;
  const strategies = [...new Set(shown.flatMap((model) => Object.keys(model.metrics)))];
  const highs = shown.flatMap(({ metrics }) => strategies.map((name) => metrics[name]?.[metric]?.high ?? 0));
  const most = Math.max(...highs, 1e-9);
  return (
    <section className="panel" aria-labelledby="measures">
      <div className="split">
        <h2 id="measures">{t('models.chart')}</h2>
        <MetricChoice names={metricNames(shown)} metric={metric} />
      </div>
      <FramedTable
        className="measures"
        aria-labelledby="measures"
        heads={[
          t('models.strategy'),
          ...shown.map(({ version, state }, index) => (
            <Fragment key={version}>
              {version}
              <br />
              <span className="cluster">
                <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
                  <rect width="12" height="12" rx="3" className={`fill-${index + 1}`} />
                </svg>
                {t(`model.${state}` as StringKey)}
              </span>
            </Fragment>
          )),
        ]}
      >
        {strategies.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {shown.map(({ version, metrics }, index) => (
              <td key={version}>
                <MeasureBar measure={metrics[name]?.[metric]} most={most} series={index + 1} />
              </td>
            ))}
          </tr>
        ))}
      </FramedTable>
      <p className="soft small">{t('models.interval')}</p>
    </section>
  );
}

interface MeasureBarProps {
  readonly measure: Measure | undefined;
  readonly most: number;
  readonly series: number;
}

function MeasureBar({ measure, most, series }: MeasureBarProps) {
  const t = useStrings();
  if (measure === undefined) return '–';
  const x = (value: number): number => (100 * Math.max(0, value)) / most;
  const { value, low, high } = measure;
  return (
    <>
      <span>{number(t, value, 3)}</span>{' '}
      <span className="soft small">
        {number(t, low, 3)} – {number(t, high, 3)}
      </span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect className={`fill-${series}`} y="1" width={Math.max(0.5, x(value))} height="8" />
        <path d={`M${x(low)} 5H${x(high)}`} />
      </svg>
    </>
  );
}

function MetricChoice({ names, metric }: { readonly names: readonly string[]; readonly metric: string }) {
  const t = useStrings();
  const submit = useSubmit();
  const hydrated = useHydrated();
  return (
    <Form method="get" className="cluster">
      <label className="cluster">
        <span className="soft small">{t('models.metric')}</span>
        <select
          name="metric"
          defaultValue={metric}
          onChange={(event) => void submit(event.currentTarget.form, { preventScrollReset: true })}
        >
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {!hydrated && <button className="button second">{t('tools.apply')}</button>}
    </Form>
  );
}
