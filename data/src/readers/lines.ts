import { StringDecoder } from 'node:string_decoder';
import { BrokenFileError } from '#readers/broken-file';

/** Letters: no row is as long; a file without line ends would otherwise be read into memory whole. */
export const LONGEST_LINE = 1 << 20;

/**
 * The lines of a UTF-8 text, without their ends, while it is read. What ends the source ends the lines with the same error.
 * @param file for the error
 * @throws BrokenFileError for a line that has no end
 */
export async function* readLines(source: AsyncIterable<Buffer>, file: string): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let number = 0;
  let rest = '';
  for await (const chunk of source) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      number++;
      yield line.endsWith('\r') ? line.slice(0, -1) : line;
    }
    if (rest.length > LONGEST_LINE)
      throw new BrokenFileError({ file, line: number + 1, reason: 'has a line of over a million letters' });
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}
