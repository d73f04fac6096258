import { FramedTable } from '#parts/framed-table.tsx';
import { number } from '#parts/names.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { LogLine } from './admin-types.ts';
import { BarTable } from './bar-table.tsx';
import { durationText, secondsBetween } from './duration.ts';

const LOOK = { info: 'state', warn: 'state busy', error: 'state down' } as const;

/** What a run said, with the moment (UTC) of each line. */
export function JobLog({ lines }: { readonly lines: readonly LogLine[] }) {
  const t = useStrings();
  return (
    <section className="panel" aria-labelledby="log">
      <div>
        <h2 id="log">{t('jobs.log')}</h2>
        <p className="soft small">{t('log.bounded')}</p>
      </div>
      {lines.length === 0 ? (
        <p className="soft">{t('jobs.logNone')}</p>
      ) : (
        <FramedTable
          className="log"
          aria-labelledby="log"
          heads={[t('admin.when'), t('log.level'), t('log.text')]}
        >
          {lines.map(({ at, level, text }, index) => (
            <tr key={index}>
              <td>
                <time dateTime={at}>{at.slice(11, 23)}</time>
              </td>
              <td>
                <span className={LOOK[level]}>{t(`log.${level}` as StringKey)}</span>
              </td>
              <td>{text}</td>
            </tr>
          ))}
        </FramedTable>
      )}
    </section>
  );
}

/** How long each line stayed the last one: where the time of a run went. */
export function JobSteps({ lines }: { readonly lines: readonly LogLine[] }) {
  const t = useStrings();
  const steps = lines
    .slice(0, -1)
    .map(({ at, text }, index) => ({
      text,
      seconds: secondsBetween(at, lines[index + 1]!.at),
    }))
    .filter(({ seconds }) => seconds >= LEAST_SECONDS)
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, MOST_STEPS);
  if (steps.length < 2) return null;
  return (
    <section className="panel" aria-labelledby="steps">
      <h2 id="steps">{t('jobs.steps')}</h2>
      <BarTable
        labelledBy="steps"
        heads={[t('jobs.step'), t('jobs.seconds')]}
        rows={steps.map(({ text, seconds }, index) => ({
          name: `${number(t, index + 1)}. ${text}`,
          value: seconds,
          text: durationText(t, seconds),
        }))}
      />
    </section>
  );
}

const LEAST_SECONDS = 0.1;
const MOST_STEPS = 12;
