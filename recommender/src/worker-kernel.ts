import { parentPort } from 'node:worker_threads';
import { instantiate } from '#kernel-engine';
import type { KernelFunctions, WasmMemory, WasmModule } from '#kernel-engine';

/** Binds the worker to a memory, with `scratch` bytes of its own at that address. */
export interface Attach {
  readonly kind: 'attach';
  readonly module: WasmModule;
  readonly memory: WasmMemory;
  readonly scratch: number;
  /** Index (in 32-bit words) of the counter from which all workers take their next rows. */
  readonly counter: number;
}

/** Calls `name(...args)` over [0, count) in pieces; `begin`, `end` and `scratch` in the arguments are filled in. */
export interface Task {
  readonly kind: 'task';
  readonly name: string;
  readonly args: readonly (number | 'begin' | 'end' | 'scratch')[];
  readonly count: number;
  readonly piece: number;
}

const port = parentPort!;
let attached: { functions: KernelFunctions; words: Int32Array; from: Attach } | undefined;

port.on('message', (message: Attach | Task) => {
  if (message.kind === 'attach') {
    const functions = instantiate(message.module, message.memory);
    const words = new Int32Array(message.memory.buffer);
    attached = { functions, words, from: message };
  } else {
    run(message);
  }
  port.postMessage('done');
});

function run(task: Task): void {
  const { functions, words, from } = attached!;
  const call = functions[task.name]!;
  const args = task.args.map((value) => (value === 'scratch' ? from.scratch : Number(value)));
  const begin = task.args.indexOf('begin');
  const end = task.args.indexOf('end');
  for (;;) {
    const at = Atomics.add(words, from.counter, task.piece);
    if (at >= task.count) return;
    args[begin] = at;
    args[end] = Math.min(task.count, at + task.piece);
    call(...args);
  }
}
