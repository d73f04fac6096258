import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { BrokenFileError } from '#readers/broken-file';

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const LONGEST_COMMENT = 0xffff;
const IN_EXTRA = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly start: number;
}

/**
 * Unpacks the files of a zip archive whose bare name `wanted` accepts into one folder, without the folders of the
 * archive, each streamed and held against its CRC-32 (APPNOTE.TXT 6.3.10, zip64 included; no encryption).
 * @throws BrokenFileError for an archive that is damaged, cut, or packed in a way that is not known.
 * @returns the names of the files.
 */
export async function unzip(
  archive: string,
  {
    folder,
    wanted,
    signal,
  }: {
    readonly folder: string;
    readonly wanted: (name: string) => boolean;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const handle = await open(archive, 'r');
  try {
    const entries = (await entriesOf(handle, archive)).filter(
      ({ name }) => !name.endsWith('/') && wanted(basename(name)),
    );
    for (const entry of entries)
      await unpack(handle, { archive, entry, file: join(folder, basename(entry.name)), signal });
    return entries.map(({ name }) => basename(name));
  } finally {
    await handle.close();
  }
}

async function unpack(
  handle: FileHandle,
  {
    archive,
    entry,
    file,
    signal,
  }: {
    readonly archive: string;
    readonly entry: Entry;
    readonly file: string;
    readonly signal: AbortSignal | undefined;
  },
): Promise<void> {
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw broken(archive, `packs ${entry.name} in a way that is not known (${String(entry.method)})`);
  // The local header repeats the name, with extra fields of a length of its own.
  const local = await read(handle, entry.start, 30);
  const from = entry.start + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  let [sum, size] = [0, 0];
  const summed = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      sum = crc32(chunk, sum);
      size += chunk.length;
      yield chunk;
    }
  };
  const packed: Readable =
    entry.packed === 0
      ? Readable.from([])
      : createReadStream(archive, { start: from, end: from + entry.packed - 1 });
  const target = createWriteStream(file);
  try {
    await (entry.method === STORED
      ? pipeline(packed, summed, target)
      : pipeline(packed, createInflateRaw(), summed, target));
  } catch (error) {
    signal?.throwIfAborted();
    throw broken(archive, `is damaged in ${entry.name}`, error);
  }
  if (sum !== entry.crc || size !== entry.size) throw broken(archive, `is damaged in ${entry.name}`);
}

async function entriesOf(handle: FileHandle, archive: string): Promise<Entry[]> {
  const { count, start, bytes } = await directoryOf(handle, archive);
  if (start + bytes > (await handle.stat()).size) throw broken(archive, 'has a damaged directory');
  const directory = await read(handle, start, bytes);
  const entries: Entry[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY)
      throw broken(archive, 'has a damaged directory');
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) =>
      directory.readUInt16LE(at + offset),
    ) as [number, number, number];
    const extra = at + 46 + nameBytes;
    entries.push({
      name: directory.toString('utf8', at + 46, extra),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      ...sizesOf(directory, at, directory.subarray(extra, extra + extraBytes)),
    });
    at = extra + extraBytes + commentBytes;
  }
  return entries;
}

/** Sizes and place stand in the entry, or in this order in its zip64 field where four bytes are too few. */
function sizesOf(directory: Buffer, at: number, extra: Buffer): Pick<Entry, 'size' | 'packed' | 'start'> {
  let next = -1;
  for (let k = 0; k + 4 <= extra.length && next < 0; k += 4 + extra.readUInt16LE(k + 2))
    if (extra.readUInt16LE(k) === 1) next = k + 4;
  const value = (offset: number): number => {
    const short = directory.readUInt32LE(at + offset);
    if (short !== IN_EXTRA || next < 0) return short;
    next += 8;
    return Number(extra.readBigUInt64LE(next - 8));
  };
  const size = value(24);
  const packed = value(20);
  return { size, packed, start: value(42) };
}

async function directoryOf(
  handle: FileHandle,
  archive: string,
): Promise<{ readonly count: number; readonly start: number; readonly bytes: number }> {
  const { size } = await handle.stat();
  const tailBytes = Math.min(size, END_BYTES + LONGEST_COMMENT + LOCATOR_BYTES);
  const tail = await read(handle, size - tailBytes, tailBytes);
  let end = tail.length - END_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
  if (end < 0) throw broken(archive, 'is no zip archive, or only a part of one');
  const locator = end - LOCATOR_BYTES;
  if (locator >= 0 && tail.readUInt32LE(locator) === LOCATOR_64) {
    const end64 = await read(handle, Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (end64.readUInt32LE(0) !== END_64) throw broken(archive, 'has a damaged directory');
    const [count, bytes, start] = [32, 40, 48].map((offset) => Number(end64.readBigUInt64LE(offset))) as [
      number,
      number,
      number,
    ];
    return { count, bytes, start };
  }
  return {
    count: tail.readUInt16LE(end + 10),
    bytes: tail.readUInt32LE(end + 12),
    start: tail.readUInt32LE(end + 16),
  };
}

async function read(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

const broken = (file: string, reason: string, cause?: unknown): BrokenFileError =>
  new BrokenFileError({ file, reason }, cause === undefined ? undefined : { cause });
