import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface KeptImage {
  readonly bytes: Buffer;
  /** Whether it is older than it should be, and to be asked for again. */
  readonly stale: boolean;
}

export interface ImageCacheOptions {
  readonly folder: string;
  readonly mostBytes: number;
  readonly freshMs: number;
}

/** After clearing up, so much of the allowed size is left. */
const LEFT = 0.9;

/**
 * Images on disk within a fixed size: when it is reached, those that were not looked at for longest go. Several
 * processes may share a folder; each counts what it finds there when it clears up.
 */
export class ImageCache {
  private readonly options: ImageCacheOptions;
  private bytes: number | undefined;
  private clearing: Promise<void> | undefined;

  constructor(options: ImageCacheOptions) {
    this.options = options;
  }

  /** @param key a plain file name */
  async get(key: string): Promise<KeptImage | undefined> {
    const file = join(this.options.folder, key);
    try {
      const [bytes, { mtimeMs, mtime }] = await Promise.all([readFile(file), stat(file)]);
      // The time of access says what may go first; the other one, how old the image is.
      void utimes(file, new Date(), mtime).catch(() => undefined);
      return { bytes, stale: Date.now() - mtimeMs > this.options.freshMs };
    } catch {
      return undefined;
    }
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    const { folder, mostBytes } = this.options;
    await mkdir(folder, { recursive: true });
    // Not named by the process: in containers each is number 1.
    const part = join(folder, `.${key}.${randomUUID()}.part`);
    await writeFile(part, bytes);
    await rename(part, join(folder, key));
    this.bytes = this.bytes === undefined ? await this.size() : this.bytes + bytes.length;
    if (this.bytes > mostBytes)
      await (this.clearing ??= this.clear().finally(() => (this.clearing = undefined)));
  }

  private async size(): Promise<number> {
    return (await this.files()).reduce((sum, { size }) => sum + size, 0);
  }

  private async clear(): Promise<void> {
    const files = (await this.files()).sort((a, b) => a.atimeMs - b.atimeMs);
    let left = files.reduce((sum, { size }) => sum + size, 0);
    for (const { file, size } of files) {
      if (left <= LEFT * this.options.mostBytes) break;
      await rm(file, { force: true });
      left -= size;
    }
    this.bytes = left;
  }

  private async files() {
    const names = await readdir(this.options.folder);
    const found = await Promise.all(
      names.map(async (name) => {
        const file = join(this.options.folder, name);
        const facts = await stat(file).catch(() => undefined);
        return facts === undefined ? [] : [{ file, size: facts.size, atimeMs: facts.atimeMs }];
      }),
    );
    return found.flat();
  }
}
