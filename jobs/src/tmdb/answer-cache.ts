import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Answers of TMDB about films on disk, one file each, so that a run that was cut or is repeated asks only for the rest. */
export class AnswerCache {
  private readonly folder: string;
  private readonly keptMs: number;

  constructor(folder: string, { keptDays }: { readonly keptDays: number }) {
    this.folder = folder;
    this.keptMs = keptDays * 86_400_000;
  }

  /** The answer about a film, if it is there and not too old. */
  async get(tmdbId: number): Promise<unknown> {
    try {
      const file = this.fileOf(tmdbId);
      if (Date.now() - (await stat(file)).mtimeMs > this.keptMs) return undefined;
      return JSON.parse(await readFile(file, 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** Written under another name first: a killed process leaves no half an answer. */
  async put(tmdbId: number, answer: unknown): Promise<void> {
    const file = this.fileOf(tmdbId);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.part`, JSON.stringify(answer));
    await rename(`${file}.part`, file);
  }

  private fileOf(tmdbId: number): string {
    return join(this.folder, String(tmdbId % 100).padStart(2, '0'), `${tmdbId}.json`);
  }
}
