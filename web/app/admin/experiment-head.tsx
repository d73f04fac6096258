import { moment, number } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { Translator } from '#strings/use-strings.ts';
import type { Experiment, ExperimentSide } from './admin-types.ts';

const LOOK = { draft: 'state', running: 'state busy', stopped: 'state up' } as const;

export const sideText = ({ strategy, modelVersion }: ExperimentSide): string =>
  modelVersion === null ? strategy : `${strategy} (${modelVersion})`;

/** What is compared, for whom, and since when. */
export function ExperimentHead({ experiment }: { readonly experiment: Experiment }) {
  const t = useStrings();
  const { state, a, b, share, createdBy } = experiment;
  return (
    <div className="stack">
      <span className={LOOK[state]}>{t(`experiments.${state}`)}</span>
      <span>{t('experiments.versus', { a: sideText(a), b: sideText(b) })}</span>
      <span className="soft small">
        {t('experiments.ofPeople', { percent: number(t, share * 100) })}, {whenText(t, experiment)},{' '}
        {t('jobs.by', { who: createdBy })}
      </span>
    </div>
  );
}

function whenText(t: Translator, { createdAt, startedAt, stoppedAt }: Experiment): string {
  if (startedAt === null) return moment(t, createdAt);
  const started = t('experiments.started', { moment: moment(t, startedAt) });
  return stoppedAt === null
    ? started
    : `${started}, ${t('experiments.ended', { moment: moment(t, stoppedAt) })}`;
}
