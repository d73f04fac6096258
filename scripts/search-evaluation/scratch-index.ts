import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Elastic } from '../../elastic/src/elastic.ts';
import { versionAt } from '../../elastic/src/index-family.ts';
import { movieDocument, VECTOR_DIMENSIONS } from '../../elastic/src/movie-document.ts';
import { movieIndex } from '../../elastic/src/movie-index.ts';
import type { Embedder } from '../../recommender/src/embedder.ts';
import { embeddingTexts, joinEmbeddings } from '../../recommender/src/movie-text.ts';
import type { ListedMovie } from './catalogue.ts';

interface Tools {
  readonly elastic: Elastic;
  readonly embedder: Embedder;
  /** Where vectors are kept for the next time. */
  readonly cache: string;
  readonly say: (line: string) => void;
}

/** Embeds and indexes the films; the vectors of the same texts are made once. @returns these, one film after another. */
export async function fillScratchIndex(
  films: readonly ListedMovie[],
  { elastic, embedder, cache, say }: Tools,
): Promise<Float32Array> {
  const vectors = await vectorsOf(films, { embedder, cache, say });
  say(`indexing ${String(films.length)} films`);
  await movieIndex(elastic).rebuild({
    version: versionAt(new Date()),
    total: films.length,
    documents: films.map(({ movie, otherTitles }, at) =>
      movieDocument(
        movie,
        otherTitles,
        vectors.subarray(at * VECTOR_DIMENSIONS, (at + 1) * VECTOR_DIMENSIONS),
      ),
    ),
  });
  return vectors;
}

async function vectorsOf(
  films: readonly ListedMovie[],
  { embedder, cache, say }: Omit<Tools, 'elastic'>,
): Promise<Float32Array> {
  const texts = films.map(({ movie }) => embeddingTexts(movie));
  const hash = createHash('sha256')
    .update(embedder.model)
    .update(JSON.stringify(texts))
    .digest('hex')
    .slice(0, 16);
  const file = join(cache, `vectors-${hash}.f32`);
  if (existsSync(file)) {
    const bytes = readFileSync(file);
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  }
  const vectors = new Float32Array(films.length * VECTOR_DIMENSIONS);
  for (const [at, own] of texts.entries()) {
    vectors.set(joinEmbeddings(await embedder.embed(own)), at * VECTOR_DIMENSIONS);
    if ((at + 1) % 1000 === 0) say(`embedded ${String(at + 1)} of ${String(films.length)} films`);
  }
  mkdirSync(cache, { recursive: true });
  writeFileSync(file, new Uint8Array(vectors.buffer));
  return vectors;
}
