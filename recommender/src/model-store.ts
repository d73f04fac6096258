export type ModelState = 'candidate' | 'live' | 'retired';

/** Where trained models are kept. The files are those of model-file.ts. */
export interface ModelStore {
  /** Keeps a file as a candidate and returns its version. */
  save(file: Uint8Array, metrics: Readonly<Record<string, unknown>>): Promise<string>;
  /** The file of a version; undefined where there is none. */
  load(version: string): Promise<Uint8Array | undefined>;
  /** Version of the live model; undefined before the first. */
  live(): Promise<string | undefined>;
  /** Makes one version live and retires the former one, as one step. */
  promote(version: string): Promise<void>;
}
