import type { ModelPart, MovieFacts } from '#model';

/** What a term of each kind weighs beside its rarity. */
const BOOST = { genre: 0.5, person: 1, keyword: 1, title: 0.8, word: 0.5 } as const;
const KEPT = 48;
const STOP = new Set(
  'the and for with that this from his her their they him she who has have are was were into when but not all out one its after about which will them than then what where while only over can more being been had does'.split(
    ' ',
  ),
);

const words = (text: string): string[] =>
  (
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .match(/[\p{L}\p{N}]{3,}/gu) ?? []
  ).filter((word) => !STOP.has(word));

function termsOf(movie: MovieFacts): Map<string, number> {
  const terms = new Map<string, number>();
  const add = (label: string, weight: number): void =>
    void terms.set(label, Math.max(weight, terms.get(label) ?? 0));
  for (const word of words(movie.overview ?? '')) add(`keyword:${word}`, BOOST.word);
  for (const word of words(movie.title.replace(/\(\d{4}\)/, ''))) add(`keyword:${word}`, BOOST.title);
  for (const keyword of movie.keywords) add(`keyword:${keyword}`, BOOST.keyword);
  for (const person of movie.people) add(`person:${person}`, BOOST.person);
  for (const genre of movie.genres) add(`genre:${genre}`, BOOST.genre);
  return terms;
}

/**
 * Describes each movie by its 48 weightiest terms: boost × ln(movies / movies with the term), unit length (Salton's
 * tf·idf with one occurrence counted). Terms of a single movie are left out: they are shared with nothing.
 */
export function fitTerms(movies: readonly MovieFacts[]): ModelPart {
  const described = movies.map(termsOf);
  const frequency = new Map<string, number>();
  for (const terms of described)
    for (const label of terms.keys()) frequency.set(label, (frequency.get(label) ?? 0) + 1);
  const labels: string[] = [];
  const number = new Map<string, number>();
  const start = new Int32Array(movies.length + 1);
  const index: number[] = [];
  const value: number[] = [];
  described.forEach((terms, row) => {
    const weighed = [...terms]
      .filter(([label]) => frequency.get(label)! > 1)
      .map(([label, boost]) => [label, boost * Math.log(movies.length / frequency.get(label)!)] as const)
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, KEPT);
    const length = Math.hypot(...weighed.map(([, weight]) => weight)) || 1;
    for (const [label, weight] of weighed) {
      if (!number.has(label)) number.set(label, labels.push(label) - 1);
      index.push(number.get(label)!);
      value.push(weight / length);
    }
    start[row + 1] = index.length;
  });
  const movieIds = Int32Array.from(movies, ({ id }) => id);
  return {
    name: 'tfidf',
    header: { labels },
    blocks: { movieIds, start, index: Int32Array.from(index), value: Float32Array.from(value) },
  };
}

/** Packs the movies' sentence vectors, one signed byte a number (127 = 1); movies without a vector are left out. */
export function fitVectors(movies: readonly MovieFacts[]): ModelPart {
  const embedded = movies.filter(({ vector }) => vector !== undefined);
  const dimensions = embedded[0]?.vector?.length ?? 0;
  const bytes = new Int8Array(Math.ceil((embedded.length * dimensions) / 4) * 4);
  embedded.forEach(({ vector }, row) => {
    const scale = 127 / (vector!.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1);
    vector!.forEach((value, at) => (bytes[row * dimensions + at] = Math.round(value * scale)));
  });
  return {
    name: 'bert',
    header: { dimensions },
    blocks: { movieIds: Int32Array.from(embedded, ({ id }) => id), packed: new Int32Array(bytes.buffer) },
  };
}
