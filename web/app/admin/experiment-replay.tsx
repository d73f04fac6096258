import { Form } from 'react-router';
import { number, percent } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { Replay } from './admin-types.ts';
import { Figures } from './figures.tsx';

interface ExperimentReplayProps {
  readonly strategies: readonly string[];
  readonly asked: string | null;
  readonly replay: Replay | null;
}

/** Asks what a strategy that nobody was shown would have reached. */
export function ExperimentReplay({ strategies, asked, replay }: ExperimentReplayProps) {
  const t = useStrings();
  const interval = ({ low, high }: Replay['choices'], lists: number): string =>
    t('experiments.replayInterval', {
      low: number(t, low, 2),
      high: number(t, high, 2),
      n: number(t, lists),
    });
  return (
    <section className="panel" aria-labelledby="replay">
      <div>
        <h2 id="replay">{t('experiments.replay')}</h2>
        <p className="soft small">{t('experiments.replayText')}</p>
      </div>
      <Form method="get" className="cluster job-start" preventScrollReset>
        <label className="field">
          <span className="label">{t('experiments.strategy')}</span>
          <select name="strategy" defaultValue={asked ?? 'item'}>
            {strategies.map((strategy) => (
              <option key={strategy}>{strategy}</option>
            ))}
          </select>
        </label>
        <button className="button second">{t('experiments.replayShow')}</button>
      </Form>
      {asked && replay === null && <p className="notice bad">{t('admin.unavailable')}</p>}
      {replay && (
        <Figures
          label={t('experiments.replay')}
          figures={[
            {
              name: t('experiments.replayChoices', { strategy: replay.strategy }),
              text: number(t, replay.choices.value, 2),
              note: interval(replay.choices, replay.lists),
            },
            {
              name: t('experiments.replayShown'),
              text: number(t, replay.shown.value, 2),
              note: interval(replay.shown, replay.lists),
            },
            {
              name: t('experiments.replaySupport'),
              text: percent(t, replay.support),
              note: t('experiments.replaySupportNote'),
            },
          ]}
        />
      )}
    </section>
  );
}
