import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { EmbedderCrashed, EmbedderUnavailable } from '#embedder';
import type { Embedder, EmbedOptions } from '#embedder';
import { CLOSE, EMBEDDING_DIMENSIONS, EMBEDDING_MODEL } from '#embedder-messages';
import type { EmbedAnswer, EmbedderSettings } from '#embedder-messages';

/** Texts that the worker gets at once: a query waits for at most so many of a long run. */
const CHUNK = 8;
/** Loading the model, the longest that a worker can be busy with, takes some seconds on a slow machine. */
const CLOSES_WITHIN_MS = 10_000;

interface InFlight {
  readonly resolve: (vectors: readonly Float32Array[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Turns "a toy cowboy is jealous of a space ranger" into 384 numbers of unit length with all-MiniLM-L6-v2 (8-bit
 * weights, transformers.js) in a worker thread, so that the event loop stays free. The worker starts with the first
 * call and again after a crash.
 */
export class TransformersEmbedder implements Embedder {
  readonly model = EMBEDDING_MODEL;
  readonly dimensions = EMBEDDING_DIMENSIONS;
  private readonly settings: EmbedderSettings;
  private readonly inFlight = new Map<number, InFlight>();
  private worker: Worker | undefined;
  private nextId = 1;

  constructor(settings: EmbedderSettings) {
    this.settings = settings;
  }

  async embed(texts: readonly string[], { onProgress, signal }: EmbedOptions = {}): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (let start = 0; start < texts.length; start += CHUNK) {
      signal?.throwIfAborted();
      vectors.push(...(await this.ask(texts.slice(start, start + CHUNK))));
      onProgress?.(vectors.length, texts.length);
    }
    return vectors;
  }

  /** Lets the worker end by itself: to cut it off inside the native library would take the whole process down. */
  async close(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    if (worker === undefined) return;
    const ended = once(worker, 'exit');
    worker.ref();
    worker.postMessage(CLOSE);
    await Promise.race([ended, setTimeout(CLOSES_WITHIN_MS, undefined, { ref: false })]);
    worker.unref();
  }

  private ask(texts: readonly string[]): Promise<readonly Float32Array[]> {
    const worker = (this.worker ??= this.start());
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.inFlight.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, texts });
    });
  }

  private start(): Worker {
    const worker = new Worker(new URL('./worker-embedder.ts', import.meta.url), {
      workerData: this.settings,
    });
    worker.on('message', (answer: EmbedAnswer) => this.receive(worker, answer));
    worker.on('error', (error) => this.fail(worker, String(error)));
    worker.on('exit', (code) => this.fail(worker, `it ended with code ${code}`));
    return worker;
  }

  private receive(worker: Worker, answer: EmbedAnswer): void {
    const waiting = this.inFlight.get(answer.id);
    this.inFlight.delete(answer.id);
    // An idle worker must not keep the process alive.
    if (this.inFlight.size === 0) worker.unref();
    if ('vectors' in answer) waiting?.resolve(answer.vectors);
    else
      waiting?.reject(
        answer.unavailable ? this.unavailable(answer.failure) : new EmbedderCrashed(answer.failure),
      );
  }

  private fail(worker: Worker, reason: string): void {
    if (this.worker === worker) this.worker = undefined;
    for (const { reject } of this.inFlight.values()) {
      reject(new EmbedderCrashed(`The embedding worker stopped (${reason}); the next call starts it again.`));
    }
    this.inFlight.clear();
  }

  private unavailable(reason: string): EmbedderUnavailable {
    const { modelDir, allowDownload } = this.settings;
    const advice =
      modelDir !== undefined
        ? `EMBEDDING_MODEL_DIR is ${modelDir}: it must hold ${EMBEDDING_MODEL} with config.json, tokenizer.json and onnx/model_quantized.onnx.`
        : allowDownload
          ? 'It could not be downloaded: set EMBEDDING_MODEL_DIR to a folder that holds it, or allow access to the model hub.'
          : 'Set EMBEDDING_MODEL_DIR to a folder that holds it, or EMBEDDING_DOWNLOAD=true to download it.';
    return new EmbedderUnavailable(
      `The embedding model ${EMBEDDING_MODEL} cannot be loaded. ${advice} (${reason})`,
    );
  }
}
