/** What the embedder and its worker thread say to each other. */
export interface EmbedderSettings {
  /** Folder that holds `Xenova/all-MiniLM-L6-v2`; nothing is downloaded when it is given. */
  readonly modelDir?: string;
  /** Where downloaded model files are kept. */
  readonly cacheDir: string;
  readonly allowDownload: boolean;
}

export const EMBEDDING_MODEL = 'Xenova/all-MiniLM-L6-v2';
export const EMBEDDING_DIMENSIONS = 384;

export interface EmbedRequest {
  readonly id: number;
  readonly texts: readonly string[];
}

export type EmbedAnswer =
  | { readonly id: number; readonly vectors: readonly Float32Array[] }
  | { readonly id: number; readonly failure: string; readonly unavailable: boolean };

/** Tells the worker to end when it is done with what it has. */
export const CLOSE = 'close';
