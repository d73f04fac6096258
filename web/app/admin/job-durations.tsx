import { number } from '#parts/names.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import { BarTable } from './bar-table.tsx';
import { durationText } from './duration.ts';
import type { KindFigures } from './duration.ts';

/** How long each kind of job takes, and waits. */
export function JobDurations({
  kinds,
  runs,
}: {
  readonly kinds: readonly KindFigures[];
  readonly runs: number;
}) {
  const t = useStrings();
  const time = (seconds: number | null): string => (seconds === null ? '–' : durationText(t, seconds));
  if (kinds.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="durations">
      <div>
        <h2 id="durations">{t('durations.title')}</h2>
        <p className="soft small">{t('durations.text', { n: runs })}</p>
      </div>
      <BarTable
        labelledBy="durations"
        heads={[
          t('jobs.kind'),
          t('durations.usual'),
          t('durations.longest'),
          t('durations.wait'),
          t('durations.runs'),
          t('durations.failed'),
        ]}
        rows={kinds.map(({ name, usual, longest, wait, runs: count, failed }) => ({
          name: t(`job.${name}` as StringKey),
          value: usual ?? 0,
          text: time(usual),
          more: [time(longest), time(wait), number(t, count), number(t, failed)],
        }))}
      />
    </section>
  );
}
