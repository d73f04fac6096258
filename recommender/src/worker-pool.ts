import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { kernelModule } from '#kernel-memory';
import type { KernelMemory } from '#kernel-memory';
import type { Attach, Task } from '#worker-kernel';

/** Beyond every count: a worker that takes its next rows from here has nothing left to do. */
const STOP = 1 << 30;

/**
 * Threads that run kernel functions over ranges of rows in shared memory. Each row's result depends on its inputs alone,
 * so that the answer is the same whoever computes it.
 */
export class WorkerPool {
  readonly threads: number;
  private readonly workers: readonly Worker[];
  private words: Int32Array | undefined;
  private counter = 0;

  constructor(threads: number) {
    this.threads = Math.max(1, Math.floor(threads));
    const url = new URL('./worker-kernel.ts', import.meta.url);
    this.workers = Array.from({ length: this.threads }, () => new Worker(url, { execArgv: [] }));
    for (const worker of this.workers) worker.setMaxListeners(0);
  }

  /** Binds every thread to a memory, each with `scratchBytes` of it for itself (scratchTotal in all must be free). */
  async attach(memory: KernelMemory, scratchBytes: number): Promise<void> {
    const counter = memory.int32(16);
    this.words = new Int32Array(memory.memory.buffer);
    this.counter = counter.byteOffset / 4;
    const module = kernelModule();
    await this.broadcast(() => {
      const scratch = memory.uint8(scratchBytes).byteOffset;
      return { kind: 'attach', module, memory: memory.memory, scratch, counter: this.counter };
    });
  }

  /** Bytes that `attach` takes from the memory. */
  scratchTotal(scratchBytes: number): number {
    return 64 + this.threads * (Math.ceil(scratchBytes / 16) * 16);
  }

  /** Errors: the signal's reason when it is aborted; the threads stop after the rows they have in hand. */
  async run(task: Omit<Task, 'kind'>, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const words = this.words!;
    Atomics.store(words, this.counter, 0);
    const stop = (): void => void Atomics.store(words, this.counter, STOP);
    signal?.addEventListener('abort', stop);
    try {
      await this.broadcast(() => ({ kind: 'task', ...task }));
    } finally {
      signal?.removeEventListener('abort', stop);
    }
    signal?.throwIfAborted();
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private async broadcast(message: () => Attach | Task): Promise<void> {
    await Promise.all(
      this.workers.map(async (worker) => {
        worker.postMessage(message());
        await once(worker, 'message');
      }),
    );
  }
}
