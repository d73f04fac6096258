import { number } from '#parts/names.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { DataQuality } from './admin-types.ts';
import { BarTable } from './bar-table.tsx';

/** What the last import left out or remarked upon, why, and such as which rows. */
export function ImportReasons({ reasons }: Pick<DataQuality, 'reasons'>) {
  const t = useStrings();
  const parts = [
    {
      id: 'dropped',
      title: t('data.dropped'),
      none: t('data.droppedNone'),
      rows: reasons.filter(({ dropped }) => dropped),
    },
    { id: 'remarks', title: t('data.remarks'), none: '', rows: reasons.filter(({ dropped }) => !dropped) },
  ];
  return parts
    .filter(({ rows, none }) => rows.length > 0 || none !== '')
    .map(({ id, title, none, rows }) => (
      <section key={id} className="panel" aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        {rows.length === 0 ? (
          <p className="soft">{none}</p>
        ) : (
          <BarTable
            labelledBy={id}
            heads={[t('data.reason'), t('data.times'), t('data.examples')]}
            rows={rows.map(({ reason, count, examples }) => ({
              name: t(`reason.${reason}` as StringKey),
              value: count,
              text: number(t, count),
              more: [<Examples key="examples" examples={examples} />],
            }))}
          />
        )}
      </section>
    ));
}

function Examples({ examples }: { readonly examples: readonly string[] }) {
  const t = useStrings();
  const shown = examples.filter((example) => example !== '');
  if (shown.length === 0) return null;
  return (
    <details>
      <summary className="small">{t('data.exampleCount', { n: shown.length })}</summary>
      <ul className="small">
        {shown.map((example) => (
          <li key={example}>
            <code dir="auto">{example}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
