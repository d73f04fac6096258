import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { kernelModule } from '#kernel-memory';
import type { KernelMemory } from '#kernel-memory';
import type { Attach, Task } from '#worker-task';

/** Beyond every count: a worker that takes its next rows from here has nothing left to do. */
const STOP = 1 << 30;

/** Megabytes: what the threads work on lies in shared memory, their own heaps hold next to nothing. */
const LIMITS = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 };

/** A place in a memory for the threads of one pool. */
export interface Binding {
  readonly memory: KernelMemory;
  readonly words: Int32Array;
  /** Index of the counter among the words. */
  readonly counter: number;
  /** Address of each thread's scratch. */
  readonly scratch: readonly number[];
}

/**
 * Threads that run kernel functions over ranges of rows in shared memory. Each row's result depends on its inputs alone,
 * so that the answer is the same whoever computes it.
 */
export class WorkerPool {
  readonly threads: number;
  private readonly workers: readonly Worker[];
  private bound: Binding | undefined;

  constructor(threads: number) {
    this.threads = Math.max(1, Math.floor(threads));
    const url = new URL('./worker-kernel.mjs', import.meta.url);
    this.workers = Array.from(
      { length: this.threads },
      () => new Worker(url, { execArgv: [], resourceLimits: LIMITS }),
    );
    for (const worker of this.workers) worker.setMaxListeners(0);
  }

  /** Takes what the threads need of a memory: a counter, and `scratchBytes` for each thread. */
  reserve(memory: KernelMemory, scratchBytes: number): Binding {
    const counter = memory.int32(16).byteOffset / 4;
    return {
      memory,
      counter,
      words: new Int32Array(memory.memory.buffer),
      scratch: this.workers.map(() => memory.uint8(scratchBytes).byteOffset),
    };
  }

  /** Binds every thread to a memory; does nothing where they are bound to it already. */
  async attach(binding: Binding): Promise<void> {
    if (this.bound === binding) return;
    const { memory, counter } = binding;
    const module = kernelModule();
    await this.broadcast((thread) => ({
      kind: 'attach',
      module,
      memory: memory.memory,
      scratch: binding.scratch[thread]!,
      counter,
    }));
    this.bound = binding;
  }

  /** Bytes that `reserve` takes from the memory. */
  scratchTotal(scratchBytes: number): number {
    return 64 + this.threads * (Math.ceil(scratchBytes / 16) * 16);
  }

  /** Errors: the signal's reason when it is aborted; the threads stop after the rows they have in hand. */
  async run(task: Omit<Task, 'kind'>, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { words, counter } = this.bound!;
    Atomics.store(words, counter, 0);
    const stop = (): void => void Atomics.store(words, counter, STOP);
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

  private async broadcast(message: (thread: number) => Attach | Task): Promise<void> {
    await Promise.all(
      this.workers.map(async (worker, thread) => {
        worker.postMessage(message(thread));
        await once(worker, 'message');
      }),
    );
  }
}
