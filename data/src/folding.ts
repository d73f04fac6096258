/** Articles that lists put at the end or drop, in the languages that film lists use. */
const ARTICLES =
  /^(?:the|a|an|le|la|les|un|une|el|los|las|il|lo|gli|una|der|die|das|ein|eine|den|det|de|het|o|os|as) (?=\S)|^l(?:'|’) ?(?=\S)/;

/**
 * The form in which titles are compared: without case, accents, punctuation and leading article.
 * `The Matrix` and `Matrix, The` → `matrix`; `Amélie` → `amelie`; `WALL·E` → `walle`; `Se7en` → `se7en`.
 */
export function foldTitle(title: string): string {
  const plain = frontArticle(title)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/æ/g, 'ae')
    .trim();
  const bare = plain.replace(ARTICLES, '');
  return squeeze(bare) || squeeze(plain) || plain;
}

const squeeze = (text: string): string => text.replace(/&/g, 'and').replace(/[^\p{L}\p{N}]+/gu, '');

/** All different folded forms of a movie's titles. */
export function foldTitles(titles: readonly (string | null)[]): string[] {
  return [...new Set(titles.filter((title) => title !== null).map(foldTitle))].filter(
    (title) => title !== '',
  );
}

const TRAILING =
  /^(.*\S), (The|A|An|Le|La|Les|Un|Une|El|Los|Las|Il|Lo|Gli|I|Una|Der|Die|Das|Ein|Eine|Den|Det|De|Het|O|Os|As|L'|L’)$/i;

/** `Matrix, The` → `The Matrix`; `Affaire, L'` → `L'Affaire`; other titles as they are. */
export function frontArticle(title: string): string {
  const found = TRAILING.exec(title.trim());
  if (!found) return title.trim();
  const [, rest = '', article = ''] = found;
  return /['’]$/.test(article) ? `${article}${rest}` : `${article} ${rest}`;
}
