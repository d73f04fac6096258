import { day, number } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { Translator } from '#strings/use-strings.ts';
import type { Experiment, ExperimentResult } from './admin-types.ts';
import { BarTable } from './bar-table.tsx';
import { sideText } from './experiment-head.tsx';
import { Figures } from './figures.tsx';
import { LineChart } from './line-chart.tsx';

interface ResultProps {
  readonly experiment: Experiment;
  readonly result: ExperimentResult;
}

/** Whom people prefer, how sure that is, and what it rests on. */
export function ExperimentResults({ experiment, result }: ResultProps) {
  const t = useStrings();
  const { people, winner, pValue, peopleNeeded } = result;
  const seen = people.a + people.b + people.tied;
  const missing = peopleNeeded === null ? null : Math.max(0, peopleNeeded - seen);
  return (
    <>
      <Figures
        label={t('experiments.result')}
        figures={[
          {
            name: t('experiments.result'),
            text: t(
              winner === null
                ? 'experiments.open'
                : winner === 'a'
                  ? 'experiments.winnerA'
                  : 'experiments.winnerB',
            ),
            note: t('experiments.pValue', { p: chanceText(t, pValue) }),
          },
          {
            name: t('experiments.people'),
            text: number(t, seen),
            note: t('experiments.peopleNote', {
              a: number(t, people.a),
              b: number(t, people.b),
              tied: number(t, people.tied),
            }),
          },
          {
            name: t('experiments.needed'),
            text: missing === null ? t('experiments.neededUnknown') : number(t, missing),
            note: t(missing === null ? 'experiments.neededUnknownNote' : 'experiments.neededNote'),
          },
        ]}
      />
      <Balance preference={result.preference} />
      <Sides experiment={experiment} result={result} />
      <Days result={result} />
    </>
  );
}

const LEAST_CHANCE = 0.0001;
const chanceText = (t: Translator, p: number): string =>
  p < LEAST_CHANCE ? `< ${number(t, LEAST_CHANCE, 4)}` : `= ${number(t, p, 4)}`;

/** The preference with its interval between A (left) and B (right). */
function Balance({ preference }: Pick<ExperimentResult, 'preference'>) {
  const t = useStrings();
  const { value, low, high } = preference;
  const x = (share: number): number => 50 + 100 * share;
  const points = (share: number): string => number(t, share * 100, 1);
  return (
    <section className="panel" aria-labelledby="balance">
      <h2 id="balance">{t('experiments.balance')}</h2>
      <svg className="balance" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 50H100M50 0V100M0 25V75M100 25V75" />
        <path className="interval" d={`M${x(low)} 50H${x(high)}`} />
        <path className="point" d={`M${x(value)} 50h0`} />
      </svg>
      <p className="soft small">
        {t('experiments.balanceText', { value: points(value), low: points(low), high: points(high) })}
      </p>
    </section>
  );
}

function Sides({ experiment, result: { seen, clicks, likes } }: ResultProps) {
  const t = useStrings();
  return (
    <section className="panel" aria-labelledby="sides">
      <h2 id="sides">{t('experiments.versus', { a: 'A', b: 'B' })}</h2>
      <BarTable
        labelledBy="sides"
        heads={[
          t('experiments.side'),
          t('experiments.rate'),
          t('experiments.seen'),
          t('experiments.clicks'),
          t('experiments.likes'),
        ]}
        rows={(['a', 'b'] as const).map((side) => {
          const rate = seen[side] === 0 ? 0 : (100 * (clicks[side] + likes[side])) / seen[side];
          return {
            name: `${side.toUpperCase()}: ${sideText(experiment[side])}`,
            value: rate,
            text: number(t, rate, 1),
            more: [seen[side], clicks[side], likes[side]].map((count) => number(t, count)),
          };
        })}
      />
    </section>
  );
}

function Days({ result: { days } }: Pick<ResultProps, 'result'>) {
  const t = useStrings();
  return (
    <section className="panel" aria-labelledby="choices">
      <h2 id="choices">{t('experiments.days')}</h2>
      {days.length === 0 ? (
        <p className="soft">{t('experiments.noChoices')}</p>
      ) : (
        <LineChart
          label={t('experiments.days')}
          xName={t('chart.day')}
          xs={days.map(({ day: date }) => day(t, date))}
          format={(value) => number(t, value)}
          series={(['a', 'b'] as const).map((side) => ({
            name: side.toUpperCase(),
            points: days.map((one) => ({ value: one[side] })),
          }))}
        />
      )}
    </section>
  );
}
