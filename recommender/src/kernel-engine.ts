/** Compiled code; threads may share it. */
export interface WasmModule {
  readonly [Symbol.toStringTag]: string;
}

export interface WasmMemory {
  readonly buffer: SharedArrayBuffer;
}

/** The functions of the kernel (kernel/assembly); every argument is a byte address or a count. */
export type KernelFunctions = Readonly<Record<string, (...args: number[]) => number | undefined>>;

interface Engine {
  readonly Module: new (code: Uint8Array<ArrayBuffer>) => WasmModule;
  readonly Memory: new (pages: { initial: number; maximum: number; shared: true }) => WasmMemory;
  readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: KernelFunctions };
  validate(code: Uint8Array<ArrayBuffer>): boolean;
}

/** The engine's WebAssembly, whose types come with the browser's library alone. */
export const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;

/** Binds the kernel to a memory. */
export function instantiate(module: WasmModule, memory: WasmMemory): KernelFunctions {
  return new engine.Instance(module, { env: { memory } }).exports;
}
