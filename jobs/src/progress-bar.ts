import type { WriteStream } from 'node:tty';

const WIDTH = 30;
const PLAIN_EVERY_MS = 5_000;

export interface ProgressView {
  readonly progress: (share: number, step: string) => void;
  readonly log: (line: string) => void;
  readonly close: () => void;
}

/** Shows progress to a person: one line that is drawn over on a terminal, a plain line every few seconds elsewhere. */
export function progressView(stream: WriteStream | NodeJS.WriteStream, title: string): ProgressView {
  return stream.isTTY ? drawn(stream, title) : plain(stream, title);
}

function drawn(stream: NodeJS.WriteStream, title: string): ProgressView {
  let line = '';
  const draw = (text: string): void => {
    line = text.slice(0, Math.max(20, (stream.columns ?? 80) - 1));
    stream.write(`\r\x1b[2K${line}`);
  };
  return {
    progress: (share, step) => draw(`${title} ${bar(share)} ${percent(share)} ${step}`),
    log: (text) => stream.write(`\r\x1b[2K${text}\n${line}`),
    close: () => stream.write('\r\x1b[2K'),
  };
}

function plain(stream: NodeJS.WriteStream, title: string): ProgressView {
  let [shownAt, shownStep] = [0, ''];
  return {
    progress: (share, step) => {
      // The numbers of a step change all the time; a new step is shown at once.
      const kind = step.replace(/\d+/g, '');
      if (kind === shownStep && Date.now() - shownAt < PLAIN_EVERY_MS) return;
      [shownAt, shownStep] = [Date.now(), kind];
      stream.write(`${title} ${percent(share)} ${step}\n`);
    },
    log: (text) => stream.write(`${text}\n`),
    close: () => undefined,
  };
}

export function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * WIDTH);
  return `[${'█'.repeat(full)}${'·'.repeat(WIDTH - full)}]`;
}

const percent = (share: number): string =>
  `${Math.floor(Math.min(1, Math.max(0, share)) * 100)} %`.padStart(5);
