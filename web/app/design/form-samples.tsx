import { Dial } from '#parts/dial.tsx';
import { Field } from '#parts/form-parts.tsx';
import { Icon } from '#parts/icons.tsx';
import { StarScale } from '#parts/star-scale.tsx';
import { useStrings } from '#strings/use-strings.ts';

export function FormSamples() {
  const t = useStrings();
  const wrong = { ok: false, errors: [{ field: 'email', message: '' }] };
  return (
    <section className="stack wide" aria-labelledby="d-forms">
      <h2 id="d-forms">{t('design.forms')}</h2>
      <p className="soft">{t('design.formsText')}</p>
      <div className="panels">
        <div className="panel">
          <Field name="sample" type="text" label={t('account.name')} hint={t('field.name')} />
          <Field name="email" id="d-email" type="email" label={t('account.email')} outcome={wrong} />
          <div className="cluster">
            <button type="button" className="button">
              {t('profile.save')}
            </button>
            <button type="button" className="button second">
              {t('recommend.undo')}
            </button>
            <button type="button" className="button danger">
              {t('keys.end')}
            </button>
          </div>
        </div>
        <div className="panel">
          <Dial
            name="sample-dial"
            label={t('dial.discovery')}
            value={0.4}
            low={t('dial.crowd')}
            high={t('dial.gems')}
          />
          <fieldset>
            <legend>{t('rate.short')}</legend>
            <StarScale value={3.5} />
          </fieldset>
          <div className="chips">
            <label className="chip">
              <input type="checkbox" defaultChecked /> {t('genre.Comedy')}
            </label>
            <label className="chip">
              <input type="checkbox" /> {t('genre.War')}
            </label>
            <span className="chip on">
              {t('genre.Drama')} <Icon name="close" />
            </span>
          </div>
        </div>
      </div>
    </section>
  );
}
