import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Environment } from '@marquee/contract/environment';
import { withCache } from '@marquee/recommender/embedder';
import type { Embedder } from '@marquee/recommender/embedder';
import { TransformersEmbedder } from '@marquee/recommender/embedder-transformers';
import { ENVIRONMENT } from '#infrastructure/tokens';

/** A search does without meaning rather than wait longer than this. */
const PATIENCE_MS = 400;
/** While the model cannot be loaded it is tried again after so long: a download may come, a folder be filled. */
const RETRY_MS = 30_000;
const CACHED_QUERIES = 2000;

/**
 * The embedding of queries, made in a worker thread, so that the event loop stays free. The model is loaded in the
 * background when the API starts; until then, and whenever it fails, searches do without it.
 */
@Injectable()
export class Embedding implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Embedding');
  private readonly embedder: Embedder;
  private isUp = false;
  private detail = 'is being loaded';
  private retry: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(@Inject(ENVIRONMENT) environment: Environment) {
    const modelDir = environment.EMBEDDING_MODEL_DIR;
    this.embedder = withCache(
      new TransformersEmbedder({
        ...(modelDir === undefined ? {} : { modelDir }),
        cacheDir: join(environment.MARQUEE_DATA, 'models'),
        allowDownload: environment.EMBEDDING_DOWNLOAD,
      }),
      CACHED_QUERIES,
    );
  }

  onModuleInit(): void {
    void this.warmUp();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retry);
    await this.embedder.close();
  }

  status(): { readonly up: boolean; readonly detail: string } {
    return { up: this.isUp, detail: this.detail };
  }

  /** 384 numbers of unit length; null when the model is not there or takes too long. */
  async embed(text: string): Promise<Float32Array | null> {
    if (!this.isUp) return null;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<null>((resolve) => {
      timer = setTimeout(() => {
        resolve(null);
      }, PATIENCE_MS);
    });
    try {
      const made = this.embedder.embed([text]).then(([vector]) => vector ?? null);
      // When patience runs out first, a later failure must not go unhandled.
      made.catch(() => undefined);
      return await Promise.race([made, patience]);
    } catch (error) {
      this.isDown(error);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  private async warmUp(): Promise<void> {
    try {
      await this.embedder.embed(['a film about nothing']);
      this.isUp = true;
      this.detail = this.embedder.model;
    } catch (error) {
      this.isDown(error);
    }
  }

  private isDown(error: unknown): void {
    if (this.isClosed) return;
    const message = error instanceof Error ? error.message : String(error);
    if (this.detail !== message) this.logger.warn(message);
    this.isUp = false;
    this.detail = message;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.warmUp(), RETRY_MS).unref();
  }
}
