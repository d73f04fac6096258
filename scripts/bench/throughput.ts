import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** What is sent next: which connection asks, and how many answers it has had. */
export type Question = (connection: number, turn: number) => Buffer;

export interface Load {
  readonly url: string;
  readonly question: Question;
  readonly connections: number;
  readonly milliseconds: number;
}

export interface Sent {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** A request as it goes over the wire. */
export function requestBytes({ url, method = 'GET', headers = {}, body }: Sent): Buffer {
  const { pathname, search, host } = new URL(url);
  const text = body === undefined ? '' : JSON.stringify(body);
  const own =
    text === ''
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
  const lines = Object.entries({ host, ...headers, ...own }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n${text}`);
}

/**
 * Answers a second over some connections, one question at a time on each. Speaks HTTP over bare sockets, so that the
 * client costs little of the machine that the server under test runs on too.
 * @throws Error when an answer is not 200.
 */
export async function throughput({ url, question, connections, milliseconds }: Load): Promise<number> {
  const { hostname, port } = new URL(url);
  const sockets = Array.from({ length: connections }, () => connect(Number(port), hostname));
  try {
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const started = performance.now();
    const until = started + milliseconds;
    const counts = await Promise.all(
      sockets.map((socket, connection) =>
        askUntil(socket, { until, question: (turn) => question(connection, turn) }),
      ),
    );
    const seconds = (performance.now() - started) / 1000;
    return counts.reduce((sum, count) => sum + count, 0) / seconds;
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

interface Asking {
  readonly until: number;
  readonly question: (turn: number) => Buffer;
}

/** How many answers came until the moment. */
async function askUntil(socket: Socket, { until, question }: Asking): Promise<number> {
  let answers = 0;
  /** Bytes of the present answer that are still to come; null before its head was read. */
  let missing: number | null = null;
  return await new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The server closed the connection')));
    socket.on('data', (part: Buffer) => {
      try {
        missing = (missing ?? wholeLength(part)) - part.length;
      } catch (error) {
        reject(error as Error);
        return;
      }
      if (missing > 0) return;
      missing = null;
      answers += 1;
      if (performance.now() < until) socket.write(question(answers));
      else resolve(answers);
    });
    socket.write(question(answers));
  });
}

/** Bytes of head and body together, from the first part of an answer. */
function wholeLength(part: Buffer): number {
  const end = part.indexOf(HEAD_END);
  const head = part.toString('latin1', 0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (end < 0 || length === undefined || !head.startsWith('HTTP/1.1 200'))
    throw new Error(`Unexpected answer: ${head}`);
  return end + HEAD_END.length + Number(length);
}
