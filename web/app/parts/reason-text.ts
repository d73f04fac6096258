import type { Recommendation, Why } from '@marquee/contract/recommendation';
import type { Translator } from '#strings/use-strings.ts';
import { genreName, stars } from './names.ts';

const SHOWN = 5;

/** The reasons worth showing: the largest shares first, and last of all what is left over, which names nothing. */
export const mainReasons = (why: readonly Why[]): readonly Why[] =>
  [...why]
    .sort((a, b) => Number(a.kind === 'bias') - Number(b.kind === 'bias') || b.share - a.share)
    .slice(0, SHOWN);

/** One addend of a score in words: "person:Bill Murray" → "with Bill Murray". */
export function reasonText(t: Translator, why: Why): string {
  if (why.kind === 'rating' && why.movie) {
    return why.rating === undefined
      ? t('why.movie', { title: why.movie.title })
      : t('why.rated', { title: why.movie.title, stars: stars(t, why.rating) });
  }
  if (why.kind === 'popularity') return t('why.popular');
  if (why.kind === 'feature' && why.label) return featureText(t, why.label);
  return t('why.base');
}

function featureText(t: Translator, label: string): string {
  const at = label.indexOf(':');
  const [kind, value] = at < 0 ? ['', label] : [label.slice(0, at), label.slice(at + 1)];
  if (kind === 'person') return t('why.person', { name: value });
  if (kind === 'genre') return t('why.genre', { name: genreName(t, value) });
  if (kind === 'keyword') return t('why.keyword', { name: value });
  return value;
}

/** The strongest reason for a film, for a card; null where there is none worth saying. */
export function shortReason(t: Translator, { why = [] }: Pick<Recommendation, 'why'>): string | null {
  const best = why
    .filter((part) => part.value > 0 && (part.kind === 'rating' || part.kind === 'feature'))
    .sort((a, b) => b.value - a.value)[0];
  if (!best) return null;
  return best.kind === 'rating' && best.movie
    ? t('why.short', { title: best.movie.title })
    : reasonText(t, best);
}
