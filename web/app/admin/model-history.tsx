import { moment, number, percent } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { ModelRun } from './admin-types.ts';
import { durationText } from './duration.ts';
import { LineChart } from './line-chart.tsx';
import { sizeText } from './size.ts';

const SHOWN_RUNS = 20;
/** The default first; more lines than these nobody can follow. */
const STRATEGIES = ['stacked', 'als', 'item', 'content', 'popular'] as const;
/** Those whose fold-in is compared with a full fit. */
const OVERLAPS = ['stacked', 'als'] as const;

/** One measure of the strategies, what training cost, and what fold-in had known before, over the last runs. */
export function ModelHistory({
  models,
  metric,
}: {
  readonly models: readonly ModelRun[];
  readonly metric: string;
}) {
  const t = useStrings();
  const runs = models.slice(0, SHOWN_RUNS).toReversed();
  if (runs.length < 2) return null;
  const names = STRATEGIES.filter((name) => runs.some(({ metrics }) => metrics[name]?.[metric]));
  const xs = runs.map(({ createdAt }) => moment(t, createdAt));
  return (
    <div className="panels">
      <section className="panel" aria-labelledby="model-history">
        <div>
          <h2 id="model-history">{t('models.overRuns')}</h2>
          <p className="soft small">
            {metric}. {t('models.overRunsText')}
          </p>
        </div>
        <LineChart
          label={`${t('models.overRuns')}: ${metric}`}
          xName={t('models.version.short')}
          xs={xs}
          format={(value) => number(t, value, 3)}
          fromZero={false}
          series={names.map((name, at) => ({
            name,
            points: runs.map(({ metrics }) => {
              const measure = metrics[name]?.[metric];
              if (measure === undefined) return null;
              return at === 0 ? measure : { value: measure.value };
            }),
          }))}
        />
      </section>
      <section className="panel" aria-labelledby="model-cost">
        <div>
          <h2 id="model-cost">{t('models.cost')}</h2>
          <p className="soft small">{t('models.costText')}</p>
        </div>
        <LineChart
          label={t('models.cost')}
          xName={t('models.version.short')}
          xs={xs}
          format={(value) => durationText(t, value)}
          series={[
            {
              name: t('models.trainingTime'),
              points: runs.map(({ durationSeconds }) => ({ value: durationSeconds })),
            },
          ]}
        />
      </section>
      {runs.some(({ peakMemoryBytes }) => peakMemoryBytes !== null) && (
        <section className="panel" aria-labelledby="model-memory">
          <div>
            <h2 id="model-memory">{t('models.memory')}</h2>
            <p className="soft small">{t('models.memoryText')}</p>
          </div>
          <LineChart
            label={t('models.memory')}
            xName={t('models.version.short')}
            xs={xs}
            format={(value) => sizeText(t, value)}
            series={[
              {
                name: t('model.memory'),
                points: runs.map(({ peakMemoryBytes }) =>
                  peakMemoryBytes === null ? null : { value: peakMemoryBytes },
                ),
              },
            ]}
          />
        </section>
      )}
      {runs.some(({ overlap }) => overlap !== null) && (
        <section className="panel" aria-labelledby="model-overlap">
          <div>
            <h2 id="model-overlap">{t('overlap.overRuns')}</h2>
            <p className="soft small">{t('overlap.overRunsText')}</p>
          </div>
          <LineChart
            label={t('overlap.overRuns')}
            xName={t('models.version.short')}
            xs={xs}
            format={(value) => percent(t, value)}
            series={OVERLAPS.map((name) => ({
              name,
              points: runs.map(({ overlap }) => overlap?.strategies[name] ?? null),
            }))}
          />
        </section>
      )}
    </div>
  );
}
