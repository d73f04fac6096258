import type { Embedder } from '#embedder';
import { seededRandom } from '#random';

const DIMENSIONS = 384;

/**
 * An embedder without a model, for tests and machines that have none: each word has a fixed random direction
 * (seeded by its hash), a text is the unit-length sum of its words', so that texts with common words are near.
 */
export function fakeEmbedder(): Embedder {
  return {
    model: 'fake-bag-of-words',
    dimensions: DIMENSIONS,
    async embed(texts, { onProgress, signal } = {}) {
      return texts.map((text, index) => {
        signal?.throwIfAborted();
        onProgress?.(index + 1, texts.length);
        return embedWords(text);
      });
    },
    close: () => Promise.resolve(),
  };
}

function embedWords(text: string): Float32Array {
  const words = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .match(/[\p{L}\p{N}]+/gu);
  const vector = new Float32Array(DIMENSIONS);
  for (const word of words ?? ['']) {
    const random = seededRandom(hash(word));
    for (let dimension = 0; dimension < DIMENSIONS; dimension++) vector[dimension]! += random() - 0.5;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** FNV-1a over UTF-16 units. */
function hash(word: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < word.length; index++) {
    value = Math.imul(value ^ word.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}
