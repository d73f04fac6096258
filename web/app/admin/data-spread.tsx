import { genreName, languageName, number, percent } from '#parts/names.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { DataQuality } from './admin-types.ts';
import { BarTable } from './bar-table.tsx';
import type { BarRow } from './bar-table.tsx';

/** How films and ratings are spread: each chart its own table of numbers. */
export function DataSpread({ data }: { readonly data: DataQuality }) {
  const t = useStrings();
  const share = (count: number, of: number): string =>
    percent(t, of === 0 ? null : count / of, count % of === 0 ? 0 : 1);
  const row = (name: string, count: number, of: number): BarRow => ({
    name,
    value: count,
    text: number(t, count),
    more: [share(count, of)],
  });
  const rated = data.ratingHistogram.reduce((sum, { count }) => sum + count, 0);
  const language = (name: string): string =>
    name === 'other' || name === 'unknown' ? t(`data.${name}`) : languageName(t, name);
  const charts = [
    {
      id: 'coverage',
      title: t('data.coverage'),
      head: t('data.films'),
      rows: data.coverage.map(({ what, count }) => row(t(`has.${what}` as StringKey), count, data.movies)),
    },
    {
      id: 'stars-given',
      title: t('data.ratings'),
      head: t('data.ratingsHead'),
      rows: data.ratingHistogram.map(({ stars, count }) => row(`★ ${number(t, stars, 1)}`, count, rated)),
    },
    {
      id: 'decades',
      title: t('data.decades'),
      head: t('data.films'),
      rows: data.moviesByDecade.map(({ decade, count }) =>
        row(t('facet.decadeName', { year: decade }), count, data.movies),
      ),
    },
    {
      id: 'by-ratings',
      title: t('data.byRatings'),
      head: t('data.films'),
      rows: data.moviesByRatings.map(({ from, to, count }) =>
        row(
          rangeName(from, to, (n) => number(t, n)),
          count,
          data.movies,
        ),
      ),
    },
    {
      id: 'languages',
      title: t('data.languages'),
      head: t('data.films'),
      rows: data.languages.map(({ name, count }) => row(language(name), count, data.movies)),
    },
    {
      id: 'genres',
      title: t('data.genres'),
      head: t('data.films'),
      rows: data.genres.map(({ name, count }) => row(genreName(t, name), count, data.movies)),
    },
  ];
  return (
    <div className="panels wide-panels">
      {charts.map(({ id, title, head, rows }) => (
        <section key={id} className="panel" aria-labelledby={id}>
          <h2 id={id}>{title}</h2>
          <BarTable labelledBy={id} heads={[t('admin.what'), head, t('data.share')]} rows={rows} />
        </section>
      ))}
    </div>
  );
}

/** "0", "1–4", "10,000+". */
function rangeName(from: number, to: number | null, text: (n: number) => string): string {
  if (to === null) return `${text(from)}+`;
  return from === to ? text(from) : `${text(from)}–${text(to)}`;
}
