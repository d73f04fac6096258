import type { Home, Recommendation } from '@marquee/contract/recommendation';
import { useStrings } from '#strings/use-strings.ts';
import type { Translator } from '#strings/use-strings.ts';
import type { CardMovie } from './card-movie.ts';
import { MovieRow } from './movie-row.tsx';
import { genreName } from './names.ts';
import { shortReason } from './reason-text.ts';

type Item = Pick<Recommendation, 'why'> & { readonly movie: CardMovie };
type Row = Omit<Home['rows'][number], 'items'> & { readonly items: readonly Item[] };

/** The rows that the API chose for a person; no film stands in two. */
export function PersonalRows({
  home,
}: {
  readonly home: { readonly rows: readonly Row[]; readonly listId: string };
}) {
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

const note = (t: Translator, row: Row, item: Item): string | null =>
  row.kind === 'because' ? null : shortReason(t, item);
