import type { WasmMemory, WasmModule } from '#kernel-engine';

/** Binds a worker to a memory, with `scratch` bytes of its own at that address. */
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
