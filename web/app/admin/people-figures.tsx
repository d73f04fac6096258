import { day, number } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { PeopleStats } from './admin-types.ts';
import { Figures } from './figures.tsx';
import { LineChart } from './line-chart.tsx';

/** How many people there are, and what they did lately. */
export function PeopleFigures({ stats }: { readonly stats: PeopleStats }) {
  const t = useStrings();
  const { accounts, disabled, active, perDay } = stats;
  return (
    <>
      <Figures
        label={t('admin.counts')}
        figures={[
          {
            name: t('count.accounts', { n: accounts }),
            text: number(t, accounts),
            note: t('people.disabledCount', { n: disabled }),
          },
          { name: t('people.activeDay'), text: number(t, active.day) },
          { name: t('people.activeWeek'), text: number(t, active.week) },
          { name: t('people.activeMonth'), text: number(t, active.month) },
        ]}
      />
      <section className="panel" aria-labelledby="people-per-day">
        <h2 id="people-per-day">{t('people.stats')}</h2>
        <LineChart
          label={t('people.stats')}
          xName={t('chart.day')}
          xs={perDay.map(({ day: date }) => day(t, date))}
          format={(value) => number(t, value)}
          series={[
            { name: t('people.rated'), points: perDay.map(({ ratings }) => ({ value: ratings })) },
            { name: t('people.joined'), points: perDay.map(({ joined }) => ({ value: joined })) },
          ]}
        />
      </section>
    </>
  );
}
