import type { MovieFacts } from '#model';

type EmbeddedFacts = Pick<MovieFacts, 'title' | 'year' | 'genres' | 'keywords'> & {
  readonly overview?: string | null;
  readonly tagline?: string | null;
};

/**
 * All of a movie in one text: `Toy Story (1995). Animation, Comedy. Led by Woody, Andy's toys …`.
 * Title, genres, overview, then keywords: the model reads 256 word pieces and forgets the rest.
 */
export function movieText(movie: EmbeddedFacts): string {
  const title = movie.title.replace(/\s*\(\d{4}\)\s*$/, '');
  const parts = [
    movie.year === null ? title : `${title} (${movie.year})`,
    movie.genres.join(', '),
    movie.overview?.trim().replace(/\.$/, ''),
    movie.keywords.slice(0, 10).join(', '),
  ];
  return `${parts.filter((part) => part).join('. ')}.`;
}

const SHORTEST_SENTENCE_WORDS = 4;
const MOST_SENTENCES = 8;

/**
 * The texts that are embedded of a movie: all of it, its overview alone, each sentence of the overview and the tagline.
 * People remember one scene or the whole plot, without names and genres: the three views together find about twice as
 * many films by a plot in one's own words as the first one alone.
 * @returns never empty; `joinEmbeddings` takes the vectors in this order.
 */
export function embeddingTexts(movie: EmbeddedFacts): string[] {
  const overview = movie.overview?.trim() ?? '';
  if (overview === '') return [movieText(movie)];
  const sentences = overview
    .split(/(?<=[.!?…])\s+(?=[\p{Lu}"“'‘])/u)
    .filter((sentence) => sentence.split(/\s+/).length >= SHORTEST_SENTENCE_WORDS)
    .slice(0, MOST_SENTENCES);
  const tagline = movie.tagline?.trim() ?? '';
  const details = [...(sentences.length > 1 ? sentences : []), ...(tagline === '' ? [] : [tagline])];
  return [movieText(movie), overview, ...details];
}

/**
 * One vector of unit length out of those of `embeddingTexts`: whole + overview + mean of the details, each brought to
 * unit length. A dot product with it is the mean likeness to the three views, at the cost of one vector.
 */
export function joinEmbeddings(vectors: readonly Float32Array[]): Float32Array {
  const [whole, overview, ...details] = vectors;
  if (whole === undefined) throw new RangeError('There is no vector to join.');
  if (overview === undefined) return toUnitLength(Float32Array.from(whole));
  // Fewer than two details are a tagline at most: an overview of one sentence is its own detail.
  const scenes = details.length < 2 ? [overview, ...details] : details;
  return toUnitLength(sum([whole, overview, toUnitLength(sum(scenes))]));
}

function sum(vectors: readonly Float32Array[]): Float32Array {
  const total = new Float32Array(vectors[0]!.length);
  for (const vector of vectors) vector.forEach((value, at) => (total[at]! += value));
  return total;
}

function toUnitLength(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
