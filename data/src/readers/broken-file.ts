/** A file that cannot be what it should be: refused as a whole, with the place and what to do. */
export class BrokenFileError extends Error {
  override readonly name = 'BrokenFileError';
  readonly file: string;
  /** From 1; undefined where no line can be named. */
  readonly line: number | undefined;
  readonly reason: string;

  constructor(
    { file, line, reason }: { readonly file: string; readonly line?: number; readonly reason: string },
    options?: ErrorOptions,
  ) {
    super(`${file}${line === undefined ? '' : `:${String(line)}`}: ${reason}`, options);
    this.file = file;
    this.line = line;
    this.reason = reason;
  }
}
