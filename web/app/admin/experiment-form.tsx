import { Form } from 'react-router';
import type { FormOutcome } from '#parts/form-outcome.ts';
import { FormError, Submit } from '#parts/form-parts.tsx';
import { useStrings } from '#strings/use-strings.ts';

interface ExperimentFormProps {
  readonly strategies: readonly string[];
  readonly versions: readonly string[];
  readonly outcome: FormOutcome | undefined;
}

/** Plans an experiment: two sides, and for how many people. */
export function ExperimentForm({ strategies, versions, outcome }: ExperimentFormProps) {
  const t = useStrings();
  const filled = outcome?.ok === false ? outcome.values : undefined;
  const side = (name: 'a' | 'b', fallback: string) => (
    <fieldset className="panel sunken">
      <legend className="label">{t(name === 'a' ? 'experiments.sideA' : 'experiments.sideB')}</legend>
      <label className="field">
        <span className="label">{t('experiments.strategy')}</span>
        <select name={`${name}.strategy`} defaultValue={filled?.[`${name}.strategy`] ?? fallback}>
          {strategies.map((strategy) => (
            <option key={strategy}>{strategy}</option>
          ))}
        </select>
      </label>
      <label className="field">
        <span className="label">{t('experiments.model')}</span>
        <select name={`${name}.modelVersion`} defaultValue={filled?.[`${name}.modelVersion`] ?? ''}>
          <option value="">{t('experiments.live')}</option>
          {versions.map((version) => (
            <option key={version}>{version}</option>
          ))}
        </select>
      </label>
    </fieldset>
  );
  return (
    <Form method="post" className="panel" aria-labelledby="plan">
      <h2 id="plan">{t('experiments.plan')}</h2>
      <FormError outcome={outcome} />
      {outcome?.errors?.map(({ field, message }) => (
        <p key={field} className="small">
          {field}: {message}
        </p>
      ))}
      <div className="panels">
        <div className="field">
          <label htmlFor="experiment-name">{t('experiments.name')}</label>
          <input
            id="experiment-name"
            type="text"
            name="name"
            maxLength={100}
            required
            defaultValue={filled?.name}
          />
        </div>
        <div className="field">
          <label htmlFor="experiment-share">{t('experiments.share')}</label>
          <input
            id="experiment-share"
            type="number"
            name="share"
            min={1}
            max={100}
            required
            defaultValue={filled?.share ?? '50'}
          />
        </div>
      </div>
      <div className="panels">
        {side('a', 'stacked')}
        {side('b', 'als')}
      </div>
      <div>
        <Submit name="intent" value="create">
          {t('experiments.create')}
        </Submit>
      </div>
    </Form>
  );
}
