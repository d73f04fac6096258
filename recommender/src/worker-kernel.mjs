// Plain JavaScript: Node would load its compiler of types into every thread, 13 MB each.
import { parentPort } from 'node:worker_threads';

/** @type {{ functions: Record<string, (...args: number[]) => void>; words: Int32Array; from: import('./worker-task.ts').Attach } | undefined} */
let attached;

parentPort.on(
  'message',
  (/** @type {import('./worker-task.ts').Attach | import('./worker-task.ts').Task} */ message) => {
    if (message.kind === 'attach') {
      const { exports } = new WebAssembly.Instance(message.module, { env: { memory: message.memory } });
      attached = { functions: exports, words: new Int32Array(message.memory.buffer), from: message };
    } else {
      run(message);
    }
    parentPort.postMessage('done');
  },
);

/** @param {import('./worker-task.ts').Task} task */
function run(task) {
  const { functions, words, from } = attached;
  const call = functions[task.name];
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
