import type { Home, Recommendation } from '@marquee/contract/recommendation';
import { useStrings } from '#strings/use-strings.ts';
import type { Translator } from '#strings/use-strings.ts';
import { MovieRow } from './movie-row.tsx';
import { genreName } from './names.ts';
import { shortReason } from './reason-text.ts';

type Row = Home['rows'][number];

/** The rows that the API chose for a person; no film stands in two. */
export function PersonalRows({ home }: { readonly home: Home }) {
  const t = useStrings();
  return home.rows.map((row) => (
    <MovieRow
      key={row.id}
      id={row.id}
      title={rowTitle(t, row)}
      items={row.items.map((item) => ({ movie: item.movie, note: note(t, row, item) }))}
      {...(row.kind === 'for-you' ? { more: '/recommendations' } : {})}
      surface="home"
      listId={home.listId}
    />
  ));
}

function rowTitle(t: Translator, row: Row): string {
  if (row.kind === 'because' && row.movie) return t('row.because', { title: row.movie.title });
  if (row.kind === 'for-you') return t('row.forYou');
  if (row.kind === 'new-to-you') return t('row.new');
  if (row.kind === 'hidden-gems') return t('row.gems');
  if (row.kind === 'popular') return t('row.popular');
  return genreName(t, row.title);
}

const note = (t: Translator, row: Row, item: Recommendation): string | null =>
  row.kind === 'because' ? null : shortReason(t, item);
