export interface EmbedOptions {
  /** Called with the number of texts done and the number of all. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Aborting rejects with the signal's reason before the next few texts. */
  readonly signal?: AbortSignal;
}

/** Turns texts into unit-length vectors of which near ones mean similar things. */
export interface Embedder {
  /** Name of the model; vectors of different models are never compared. */
  readonly model: string;
  readonly dimensions: number;
  /**
   * One vector a text, in the order of the texts; the same text always gets the same vector.
   * @throws EmbedderUnavailable when the model cannot be loaded
   * @throws EmbedderCrashed when the worker died meanwhile; the next call starts a new one
   */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** The model's files are not there and may not or could not be downloaded. Permanent until the set-up changes. */
export class EmbedderUnavailable extends Error {
  override readonly name = 'EmbedderUnavailable';
  readonly code = 'embedder-unavailable';
}

/** The worker ended unexpectedly; worth one more try. */
export class EmbedderCrashed extends Error {
  override readonly name = 'EmbedderCrashed';
  readonly code = 'embedder-crashed';
}

/** Keeps the vectors of the last texts, for queries that people repeat and extend. Texts are compared trimmed. */
export function withCache(embedder: Embedder, size = 500): Embedder {
  const kept = new Map<string, Float32Array>();
  return {
    model: embedder.model,
    dimensions: embedder.dimensions,
    async embed(texts, options) {
      const keys = texts.map((text) => text.trim());
      const found = new Map<string, Float32Array>();
      for (const key of keys) {
        const vector = kept.get(key);
        if (vector) found.set(key, vector);
      }
      const missing = [...new Set(keys)].filter((key) => !found.has(key));
      const vectors = missing.length > 0 ? await embedder.embed(missing, options) : [];
      missing.forEach((key, index) => found.set(key, vectors[index]!));
      for (const [key, vector] of found) {
        kept.delete(key);
        kept.set(key, vector);
      }
      for (const key of kept.keys()) {
        if (kept.size <= size) break;
        kept.delete(key);
      }
      return keys.map((key) => found.get(key)!);
    },
    close: () => embedder.close(),
  };
}
