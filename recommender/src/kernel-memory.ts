import { engine } from '#kernel-engine';
import type { WasmMemory, WasmModule } from '#kernel-engine';
import { PLAIN, RELAXED } from '#kernel.generated';

/** Where typed arrays come from: ordinary memory, or the memory that the WebAssembly kernel reads. */
export interface Allocator {
  int32(length: number): Int32Array;
  float32(length: number): Float32Array;
  uint8(length: number): Uint8Array;
}

export const ORDINARY: Allocator = {
  int32: (length) => new Int32Array(length),
  float32: (length) => new Float32Array(length),
  uint8: (length) => new Uint8Array(length),
};

const PAGE = 65_536;
const LIMIT = 65_536 * PAGE;
let compiled: WasmModule | undefined;

/** The kernel's code, with fused multiply-add where the engine has it; compiled once. */
export function kernelModule(): WasmModule {
  if (compiled) return compiled;
  const relaxed = decode(RELAXED);
  compiled = new engine.Module(engine.validate(relaxed) ? relaxed : decode(PLAIN));
  return compiled;
}

const decode = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'base64'));

/**
 * Shared memory of a fixed size that is handed out front to back in pieces aligned to 16 bytes.
 * Errors: RangeError when more is asked for than was reserved, or than the 4 GiB that one kernel can address.
 */
export class KernelMemory implements Allocator {
  readonly memory: WasmMemory;
  private used = 64;

  constructor(bytes: number) {
    if (bytes > LIMIT) throw new RangeError(`The kernel can address 4 GiB; ${bytes} bytes are too many.`);
    const pages = Math.max(1, Math.ceil((bytes + 64) / PAGE));
    this.memory = new engine.Memory({ initial: pages, maximum: pages, shared: true });
  }

  /** Bytes that arrays of the given byte lengths take. */
  static size(...lengths: number[]): number {
    return lengths.reduce((sum, length) => sum + align(length), 0);
  }

  /** Everything handed out after a mark may be handed out again after `release(mark)`. */
  mark(): number {
    return this.used;
  }

  release(mark: number): void {
    this.used = mark;
  }

  int32(length: number): Int32Array<SharedArrayBuffer> {
    return new Int32Array(this.memory.buffer, this.take(length * 4), length);
  }

  float32(length: number): Float32Array<SharedArrayBuffer> {
    return new Float32Array(this.memory.buffer, this.take(length * 4), length);
  }

  uint8(length: number): Uint8Array<SharedArrayBuffer> {
    return new Uint8Array(this.memory.buffer, this.take(length), length);
  }

  private take(bytes: number): number {
    const at = this.used;
    this.used = at + align(bytes);
    if (this.used > this.memory.buffer.byteLength) throw new RangeError('The kernel memory is full.');
    return at;
  }
}

const align = (bytes: number): number => Math.ceil(bytes / 16) * 16;
