import { percent } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { ModelRun } from './admin-types.ts';
import { BarTable } from './bar-table.tsx';

/** How much of what a full training recommends was recommended before it, by fold-in. */
export function ModelOverlap({ overlap }: Pick<ModelRun, 'overlap'>) {
  const t = useStrings();
  return (
    <section className="panel" aria-labelledby="overlap">
      <div>
        <h2 id="overlap">{t('overlap.title')}</h2>
        <p className="soft small">
          {overlap === null
            ? t('overlap.none')
            : t('overlap.text', { n: overlap.people, against: overlap.against })}
        </p>
      </div>
      {overlap && (
        <BarTable
          labelledBy="overlap"
          heads={[t('models.strategy'), t('overlap.share'), t('overlap.interval')]}
          rows={Object.entries(overlap.strategies).map(([name, { value, low, high }]) => ({
            name,
            value,
            text: percent(t, value),
            more: [`${percent(t, low)} – ${percent(t, high)}`],
          }))}
          most={1}
        />
      )}
    </section>
  );
}
