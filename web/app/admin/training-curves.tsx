import { number } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { ModelRun } from './admin-types.ts';
import { LineChart } from './line-chart.tsx';

const MODELS = ['als', 'rating'] as const;

interface TrainingCurvesProps {
  readonly model: ModelRun;
  /** The model that it was compared with, whose curves are drawn beside its own. */
  readonly against: ModelRun | null;
}

/** How training went, iteration by iteration. */
export function TrainingCurves({ model, against }: TrainingCurvesProps) {
  const t = useStrings();
  const drawn = MODELS.filter((name) => model.curves[name]?.length);
  if (drawn.length === 0)
    return (
      <section className="panel" aria-labelledby="curves">
        <h2 id="curves">{t('curves.title')}</h2>
        <p className="soft">{t('curves.none')}</p>
      </section>
    );
  return (
    <div className="panels">
      {drawn.map((name) => {
        const runs = [model, against].flatMap((run) => {
          const curve = run?.curves[name];
          return run && curve ? [{ name: run.version, curve }] : [];
        });
        const iterations = Math.max(...runs.map(({ curve }) => curve.length));
        const places = Array.from({ length: iterations }, (_, at) => at);
        return (
          <section className="panel" key={name} aria-labelledby={`curve-${name}`}>
            <div>
              <h2 id={`curve-${name}`}>{t(`curves.${name}`)}</h2>
              <p className="soft small">{t(`curves.${name}Text`)}</p>
            </div>
            <LineChart
              label={t(`curves.${name}`)}
              xName={t('curves.iteration')}
              xs={places.map((at) => number(t, at + 1))}
              format={(value) => number(t, value, 3)}
              fromZero={false}
              series={runs.map(({ name: version, curve }) => ({
                name: version,
                points: places.map((at) => (curve[at] === undefined ? null : { value: curve[at] })),
              }))}
            />
          </section>
        );
      })}
    </div>
  );
}
