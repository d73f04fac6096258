import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

export interface Load {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly milliseconds: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Answers a second of a GET asked again and again over some connections, one question at a time on each. Speaks HTTP
 * over bare sockets, so that the client costs little of the machine that the server under test runs on too.
 * @throws Error when an answer is not 200.
 */
export async function throughput({ url, headers = {}, connections, milliseconds }: Load): Promise<number> {
  const { hostname, port, pathname, search, host } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const question = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const sockets = Array.from({ length: connections }, () => connect(Number(port), hostname));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  const started = performance.now();
  const counts = await Promise.all(
    sockets.map((socket) => askUntil(socket, question, started + milliseconds)),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.destroy();
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

/** How many answers came until the moment. */
async function askUntil(socket: Socket, question: Buffer, until: number): Promise<number> {
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
      if (performance.now() < until) socket.write(question);
      else resolve(answers);
    });
    socket.write(question);
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
