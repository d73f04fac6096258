import { basename } from 'node:path';
import type { Tally } from '#import/report';
import type { NewMovie } from '#movie-row';
import type { MovieLensForm } from '#readers/movielens-form';
import { parseId } from '#readers/movielens-movies';
import { readTable } from '#readers/table';

const MOST_TAGS = 15;
const LONGEST = 40;
/** What one person calls a film is an opinion: as keywords, single voices made plots harder to find. */
const FEWEST_PEOPLE = 2;
/** Beside a tag that many people gave, one of a few is an accident. */
const SHARE_OF_FIRST = 0.1;
/** What says something about the person who tagged, or about where the film can be had, and nothing about the film. */
const ABOUT_THE_TAGGER =
  /\b(netflix|queue|dvds?|bd-r|blu-?ray|vhs|betamax|clv|library|owned|wishlist|watchlist|seen|watched|to see|to watch|not? (available|seen)|free to|imdb|top 250|less than \d+|my)\b/;

/**
 * Adds to the films' keywords what people call them in `tags.csv` or `tags.dat` (user, movie, tag, time): the 15 that
 * most people gave, two at least, in lower case. `Mindfuck` of three people and `In Netflix queue` → `mindfuck`.
 */
export async function addTags(
  { tags: file, separator, encoding, name }: MovieLensForm,
  movies: Map<number, NewMovie>,
  tally: Tally,
): Promise<void> {
  if (file === undefined) return;
  const given = new Map<number, Map<string, number>>();
  const headers = { headers: [['userId', 'movieId', 'tag', 'timestamp']] };
  for await (const { line, fields } of readTable(file, {
    delimiter: separator,
    encoding,
    ...(name === 'csv' && headers),
  })) {
    const id = parseId(fields[1]);
    const tag = keywordOf(fields[2] ?? '');
    const example = () => `${basename(file)}:${String(line)}: ${fields.join(',').slice(0, 200)}`;
    if (id === undefined || fields.length !== 4) tally.add('malformed-row', example);
    else if (!movies.has(id)) tally.add('unknown-tag', example);
    else if (tag !== null) {
      const tags = given.get(id) ?? new Map<string, number>();
      given.set(id, tags.set(tag, (tags.get(tag) ?? 0) + 1));
    }
  }
  for (const [id, tags] of given) {
    const movie = movies.get(id)!;
    movies.set(id, { ...movie, keywords: [...new Set([...movie.keywords, ...mostGiven(tags)])] });
  }
}

/** Null for what tells nothing about a film. */
function keywordOf(tag: string): string | null {
  const keyword = tag.trim().replace(/\s+/g, ' ').toLowerCase();
  const says = keyword.length > 1 && keyword.length <= LONGEST && /\p{L}/u.test(keyword);
  return says && !ABOUT_THE_TAGGER.test(keyword) ? keyword : null;
}

function mostGiven(tags: ReadonlyMap<string, number>): string[] {
  const ranked = [...tags].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const floor = Math.max(FEWEST_PEOPLE, SHARE_OF_FIRST * (ranked[0]?.[1] ?? 0));
  return ranked
    .filter(([, people]) => people >= floor)
    .slice(0, MOST_TAGS)
    .map(([tag]) => tag);
}
