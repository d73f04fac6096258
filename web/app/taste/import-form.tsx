import { Form } from 'react-router';
import { FormError, Submit } from '#parts/form-parts.tsx';
import { useStrings } from '#strings/use-strings.ts';
import type { ImportOutcome } from '../routes/ratings.tsx';

/** Ratings from elsewhere, and a report of what matched. */
export function ImportForm({ outcome }: { readonly outcome: ImportOutcome | undefined }) {
  const t = useStrings();
  const report = outcome?.report;
  return (
    <section className="panel" aria-labelledby="import">
      <h2 id="import">{t('import.title')}</h2>
      <p className="soft">{t('import.text')}</p>
      <FormError outcome={outcome} />
      {report && (
        <div className="notice good" role="status">
          <p>
            {t('import.report', {
              rows: report.rows,
              imported: report.imported,
              unchanged: report.unchanged,
            })}
          </p>
        </div>
      )}
      {report && report.unmatchedTotal > 0 && (
        <details>
          <summary>{t('import.unmatched', { n: report.unmatchedTotal })}</summary>
          <ul>
            {report.unmatched.map(({ row, title, reason }) => (
              <li key={row}>{t('import.row', { row, title, reason })}</li>
            ))}
          </ul>
        </details>
      )}
      <Form method="post" encType="multipart/form-data" className="stack">
        <div className="field">
          <label htmlFor="import-file">{t('import.file')}</label>
          <input id="import-file" type="file" name="file" accept=".csv,text/csv" required />
        </div>
        <label className="cluster">
          <span className="label">{t('import.format')}</span>
          <select name="format" defaultValue="auto">
            <option value="auto">{t('import.auto')}</option>
            <option value="letterboxd">Letterboxd</option>
            <option value="imdb">IMDb</option>
            <option value="movielens">MovieLens</option>
          </select>
        </label>
        <Submit className="button second">{t('import.submit')}</Submit>
      </Form>
    </section>
  );
}
