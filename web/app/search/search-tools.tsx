import { SEARCH_CHOICES } from './search-choices.ts';
import { Form, useSearchParams, useSubmit } from 'react-router';
import { useAccount } from '#parts/use-account.ts';
import { useEarlyChoice } from '#parts/use-early-choice.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import { genresOf, KEPT } from './search-address.ts';

/** Order and way of searching; for persons also how much one's own taste counts. */
export function SearchTools({ words }: { readonly words: boolean }) {
  const t = useStrings();
  const account = useAccount();
  const submit = useSubmit();
  const [params] = useSearchParams();
  const own = ['mode', 'sort', 'taste', 'hideSeen'];
  const send = (form: HTMLFormElement | null): void => void submit(form, { preventScrollReset: true });
  const form = useEarlyChoice(send);
  return (
    <Form
      ref={form}
      autoComplete="off"
      className="cluster tools"
      action="/search"
      method="get"
      aria-label={t('tools.label')}
      key={params.toString()}
    >
      {KEPT.filter((name) => !own.includes(name)).map((name) => {
        const value = name === 'genres' ? genresOf(params).join(',') : params.get(name);
        return value ? <input key={name} type="hidden" name={name} value={value} /> : null;
      })}
      <label className="cluster">
        <span className="soft small">{t('tools.sort')}</span>
        <select
          name="sort"
          defaultValue={params.get('sort') ?? (words ? 'relevance' : 'popularity')}
          onChange={(event) => send(event.currentTarget.form)}
        >
          {SEARCH_CHOICES.sorts
            .filter((sort) => words || sort !== 'relevance')
            .map((sort) => (
              <option key={sort} value={sort}>
                {t(`sort.${sort}` as StringKey)}
              </option>
            ))}
        </select>
      </label>
      {words && (
        <label className="cluster">
          <span className="soft small">{t('tools.mode')}</span>
          <select
            name="mode"
            defaultValue={params.get('mode') ?? 'hybrid'}
            onChange={(event) => send(event.currentTarget.form)}
          >
            {SEARCH_CHOICES.modes.map((mode) => (
              <option key={mode} value={mode}>
                {t(`mode.${mode}` as StringKey)}
              </option>
            ))}
          </select>
        </label>
      )}
      {words && account && (
        <>
          <label className="dial taste-dial">
            <span className="soft small">{t('tools.taste')}</span>
            <input
              type="range"
              name="taste"
              min="0"
              max="1"
              step="0.25"
              defaultValue={params.get('taste') ?? '0'}
              onPointerUp={(event) => send(event.currentTarget.form)}
              onKeyUp={(event) => event.key.startsWith('Arrow') && send(event.currentTarget.form)}
            />
          </label>
          <label className="check">
            <input
              type="checkbox"
              name="hideSeen"
              value="true"
              defaultChecked={params.get('hideSeen') === 'true'}
              onChange={(event) => send(event.currentTarget.form)}
            />
            <span className="small">{t('tools.hideSeen')}</span>
          </label>
        </>
      )}
      <button className="button second unscripted">{t('tools.apply')}</button>
    </Form>
  );
}
