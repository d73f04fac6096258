import { Empty } from '#parts/empty.tsx';
import { useStrings } from '#strings/use-strings.ts';

export function StateSamples() {
  const t = useStrings();
  return (
    <section className="stack wide" aria-labelledby="d-states">
      <h2 id="d-states">{t('design.states')}</h2>
      <div className="panels">
        <div className="panel">
          <h3>{t('design.empty')}</h3>
          <Empty title={t('watchlist.none')}>{t('watchlist.noneText')}</Empty>
        </div>
        <div className="panel">
          <h3>{t('design.loading')}</h3>
          <ul className="grid" role="list" aria-hidden="true">
            {[1, 2, 3].map((key) => (
              <li key={key} className="skeleton" />
            ))}
          </ul>
        </div>
        <div className="panel">
          <h3>{t('design.notices')}</h3>
          <p className="notice">{t('degraded.embedder')}</p>
          <p className="notice good">{t('preferences.saved')}</p>
          <p className="notice bad">{t('problem.invalid-credentials')}</p>
        </div>
      </div>
    </section>
  );
}
