import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from './service.ts';

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'postgres:': 5432,
  'postgresql:': 5432,
  'redis:': 6379,
  'rediss:': 6379,
  'http:': 80,
  'https:': 443,
};
const WAIT_MS = 30_000;

/**
 * A service that somebody else runs; only checked for an open port, at one of its addresses where it has several.
 * @throws Error when nothing listens there within half a minute.
 */
export async function useExternal(variable: string, url: string): Promise<Service> {
  const addresses = url.split(',').map((each) => {
    const { hostname, port, protocol } = new URL(each);
    return { host: hostname, port: Number(port) || DEFAULT_PORTS[protocol]! };
  });
  const named = addresses.map(({ host, port }) => `${host}:${port}`).join(', ');
  const deadline = Date.now() + WAIT_MS;
  while (!(await Promise.all(addresses.map(listens))).includes(true)) {
    if (Date.now() > deadline) {
      throw new Error(`${variable} points to ${named}, but nothing listens there.`);
    }
    await sleep(500);
  }
  return { url, what: `the server at ${named}` };
}

const listens = (address: { readonly host: string; readonly port: number }): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(address);
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(3000, () => end(false));
    socket.once('error', () => end(false)).once('connect', () => end(true));
  });
