import { createHash } from 'node:crypto';
import type { ModelPart } from '#model';

/** Raised for bytes that are no model file of this version; `code` says which way. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError';
  readonly code: 'not-a-model-file' | 'other-version' | 'damaged';

  constructor(code: ModelFileError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export const MODEL_FILE_VERSION = 2;
const MAGIC = 'MARQUEE\n';
const CHECKSUM_BYTES = 32;
/** Magic, version, length of the header. */
const PREFIX_BYTES = MAGIC.length + 8;

export interface ModelFile {
  readonly parts: readonly ModelPart[];
  /** Seed, metrics, time and reason of the training: anything that JSON can hold. */
  readonly meta: Readonly<Record<string, unknown>>;
}

interface BlockEntry {
  readonly name: string;
  readonly type: 'float32' | 'int32';
  readonly length: number;
}

interface FileHeader {
  readonly meta: Readonly<Record<string, unknown>>;
  readonly parts: readonly {
    readonly name: string;
    readonly header: ModelPart['header'];
    readonly blocks: readonly BlockEntry[];
  }[];
}

/**
 * Puts the parts of all models into one file: magic, version (uint32), header length (uint32), header JSON padded to
 * four bytes, the blocks as little-endian 32-bit numbers in the header's order, SHA-256 of all before it.
 */
export function writeModelFile(parts: readonly ModelPart[], meta: ModelFile['meta']): Uint8Array {
  const header: FileHeader = {
    meta,
    parts: parts.map((part) => ({
      name: part.name,
      header: part.header,
      blocks: Object.entries(part.blocks).map(([name, block]) => ({
        name,
        type: block instanceof Float32Array ? 'float32' : 'int32',
        length: block.length,
      })),
    })),
  };
  const text = Buffer.from(JSON.stringify(header));
  const headerBytes = Math.ceil(text.length / 4) * 4;
  const blocks = parts.flatMap((part) => Object.values(part.blocks));
  const size = PREFIX_BYTES + headerBytes + blocks.reduce((sum, block) => sum + block.byteLength, 0);
  const bytes = new Uint8Array(size + CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(Buffer.from(MAGIC, 'latin1'));
  view.setUint32(MAGIC.length, MODEL_FILE_VERSION, true);
  view.setUint32(MAGIC.length + 4, headerBytes, true);
  bytes.fill(0x20, PREFIX_BYTES, PREFIX_BYTES + headerBytes);
  bytes.set(text, PREFIX_BYTES);
  let offset = PREFIX_BYTES + headerBytes;
  for (const block of blocks) {
    bytes.set(new Uint8Array(block.buffer, block.byteOffset, block.byteLength), offset);
    offset += block.byteLength;
  }
  bytes.set(createHash('sha256').update(bytes.subarray(0, size)).digest(), size);
  return bytes;
}

/**
 * Reads what writeModelFile wrote.
 * @throws ModelFileError when it is something else, of another version, or damaged
 */
export function readModelFile(bytes: Uint8Array): ModelFile {
  const magic = Buffer.from(bytes.subarray(0, MAGIC.length)).toString('latin1');
  if (magic !== MAGIC || bytes.length < PREFIX_BYTES + CHECKSUM_BYTES) {
    throw new ModelFileError(
      'not-a-model-file',
      'This is not a Marquee model file. Train a model with: npm run job -- train',
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(MAGIC.length, true);
  if (version !== MODEL_FILE_VERSION) {
    throw new ModelFileError(
      'other-version',
      `The model file has version ${version}, this program reads version ${MODEL_FILE_VERSION}. Train again with: npm run job -- train`,
    );
  }
  const size = bytes.length - CHECKSUM_BYTES;
  const checksum = createHash('sha256').update(bytes.subarray(0, size)).digest();
  if (!checksum.equals(bytes.subarray(size))) {
    throw new ModelFileError(
      'damaged',
      'The model file is damaged: its checksum does not match. Train again, or roll back to another model.',
    );
  }
  const headerBytes = view.getUint32(MAGIC.length + 4, true);
  const header = JSON.parse(
    Buffer.from(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + headerBytes)).toString(),
  ) as FileHeader;
  // A copy starts at a multiple of four, whatever the bytes came out of. A Buffer's `slice` is none.
  const body = new Uint8Array(bytes.subarray(PREFIX_BYTES + headerBytes, size)).buffer;
  let offset = 0;
  const parts = header.parts.map((part) => {
    const blocks: Record<string, Float32Array | Int32Array> = {};
    for (const { name, type, length } of part.blocks) {
      blocks[name] =
        type === 'float32' ? new Float32Array(body, offset, length) : new Int32Array(body, offset, length);
      offset += 4 * length;
    }
    return { name: part.name, header: part.header, blocks };
  });
  return { parts, meta: header.meta };
}
