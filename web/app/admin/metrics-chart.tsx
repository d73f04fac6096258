import { useId } from 'react';
import { Form, useSearchParams, useSubmit } from 'react-router';
import { number } from '#parts/names.ts';
import { useHydrated } from '#parts/use-hydrated.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { ModelRun } from './admin-types.ts';

const SHOWN = 3;
const ROW = 22;
const LEFT = 92;
const WIDTH = 520;
const COLOURS = ['var(--series-1)', 'var(--series-2)', 'var(--series-3)'];

/** Every strategy's measure with its 95 % interval, for the live model and those beside it. */
export function MetricsChart({ models }: { readonly models: readonly ModelRun[] }) {
  const t = useStrings();
  const id = useId();
  const submit = useSubmit();
  const hydrated = useHydrated();
  const [params] = useSearchParams();
  const shown = [...models]
    .sort((a, b) => Number(b.state === 'live') - Number(a.state === 'live'))
    .slice(0, SHOWN);
  const names = metricNames(shown);
  const metric = chosenMetric(shown, params);
  if (metric === undefined) return null;
  const strategies = [...new Set(shown.flatMap((model) => Object.keys(model.metrics)))];
  const values = shown.flatMap((model) => strategies.flatMap((name) => model.metrics[name]?.[metric] ?? []));
  const most = Math.max(...values.map(({ high }) => high), 1e-9);
  const x = (value: number): number => LEFT + (Math.max(0, value) / most) * (WIDTH - LEFT - 60);
  const height = strategies.length * (shown.length * ROW * 0.6 + 12) + 8;
  const spoken = strategies
    .map((name) => `${name} ${number(t, shown[0]!.metrics[name]?.[metric]?.value ?? 0, 3)}`)
    .join(', ');
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="split">
        <h2 id={id}>{t('models.chart')}</h2>
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
      </div>
      <ul className="cluster" role="list">
        {shown.map((model, index) => (
          <li key={model.version} className="cluster small">
            <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
              <rect width="12" height="12" rx="3" fill={COLOURS[index]} />
            </svg>
            {model.version} ({t(`model.${model.state}` as StringKey)})
          </li>
        ))}
      </ul>
      <svg
        className="chart"
        viewBox={`0 0 ${WIDTH} ${height}`}
        role="img"
        aria-label={`${metric}: ${spoken}`}
      >
        {strategies.map((name, row) => {
          const top = 8 + row * (shown.length * ROW * 0.6 + 12);
          return (
            <g key={name}>
              <text x="0" y={top + (shown.length * ROW * 0.6) / 2 + 3}>
                {name}
              </text>
              {shown.map((model, index) => {
                const value = model.metrics[name]?.[metric];
                if (!value) return null;
                const y = top + index * ROW * 0.6;
                return (
                  <g key={model.version}>
                    <rect
                      x={LEFT}
                      y={y}
                      width={Math.max(1, x(value.value) - LEFT)}
                      height={ROW * 0.42}
                      rx="2"
                      fill={COLOURS[index]}
                    />
                    <path
                      d={`M${x(value.low)} ${y + ROW * 0.21}H${x(value.high)}`}
                      stroke="var(--ink)"
                      strokeWidth="1.4"
                    />
                    <text x={x(value.high) + 6} y={y + ROW * 0.42}>
                      {number(t, value.value, 3)}
                    </text>
                  </g>
                );
              })}
            </g>
          );
        })}
      </svg>
      <p className="soft small">{t('models.interval')}</p>
      <details className="numbers">
        <summary className="small">{t('chart.numbers')}</summary>
        <div className="table-frame" tabIndex={0} role="region" aria-labelledby={id}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('models.strategy')}</th>
                {shown.map(({ version }) => (
                  <th scope="col" key={version}>
                    {version}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {strategies.map((name) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {shown.map(({ version, metrics }) => {
                    const measure = metrics[name]?.[metric];
                    const text =
                      measure && [measure.value, measure.low, measure.high].map((one) => number(t, one, 4));
                    return <td key={version}>{text ? `${text[0]} (${text[1]} – ${text[2]})` : '–'}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

function metricNames(models: readonly ModelRun[]): readonly string[] {
  const names = models.flatMap(({ metrics }) => Object.values(metrics).flatMap((of) => Object.keys(of)));
  return [...new Set(names)].sort();
}

/** The measure that the address names, or NDCG; undefined when nothing was measured. */
export function chosenMetric(models: readonly ModelRun[], params: URLSearchParams): string | undefined {
  const names = metricNames(models);
  return (
    names.find((name) => name === params.get('metric')) ??
    names.find((name) => name === 'ndcg@10') ??
    names[0]
  );
}
