import { useStrings } from '#strings/use-strings.ts';
import type { ModelRun } from './admin-types.ts';

const SHOWN = 3;

/** What the quality gate said of the latest models, refused ones first. */
export function GateReports({ models }: { readonly models: readonly ModelRun[] }) {
  const t = useStrings();
  const judged = models
    .filter(({ gate }) => gate !== null)
    .slice(0, SHOWN)
    .sort((a, b) => Number(a.gate?.passed) - Number(b.gate?.passed));
  if (judged.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="gate">
      <h2 id="gate">{t('models.report')}</h2>
      <div className="panels">
        {judged.map(({ version, gate }) => (
          <article key={version} className="stack">
            <span className={gate?.passed ? 'state up' : 'state down'}>
              {t(gate?.passed ? 'models.passed' : 'models.refused')}
            </span>
            <h3>
              {gate?.against
                ? t('models.reportFor', { version, against: gate.against })
                : t('models.reportAlone', { version })}
            </h3>
            <ul className="small">
              {gate?.reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </article>
        ))}
      </div>
    </section>
  );
}
