import { Form, useSubmit } from 'react-router';
import { Dial } from '#parts/dial.tsx';
import { useEarlyChoice } from '#parts/use-early-choice.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';

const STRATEGIES = ['stacked', 'hybrid', 'content', 'als', 'item', 'popular'] as const;

/** The dial from crowd to hidden gems, and by what films are chosen; both stand in the address. */
export function Tuning({ strategy, discovery }: { readonly strategy: string; readonly discovery: number }) {
  const t = useStrings();
  const submit = useSubmit();
  const send = (form: HTMLFormElement | null): void => void submit(form, { preventScrollReset: true });
  const form = useEarlyChoice(send);
  return (
    <Form
      ref={form}
      autoComplete="off"
      method="get"
      className="panel tuning"
      aria-label={t('recommend.tuning')}
    >
      <Dial
        key={discovery}
        name="discovery"
        label={t('dial.discovery')}
        value={discovery}
        low={t('dial.crowd')}
        high={t('dial.gems')}
        onSettle={send}
      />
      <label className="field">
        <span className="label">{t('recommend.strategy')}</span>
        <select name="strategy" defaultValue={strategy} onChange={(event) => send(event.currentTarget.form)}>
          {STRATEGIES.map((name) => (
            <option key={name} value={name}>
              {t(`strategy.${name}` as StringKey)}
            </option>
          ))}
        </select>
      </label>
      <button className="button second unscripted">{t('tools.apply')}</button>
    </Form>
  );
}
