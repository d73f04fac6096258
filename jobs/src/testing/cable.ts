import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** For tests: the way to a service, which can be cut as if the service had been killed. */
export interface Cable {
  /** The service's URL by this way. */
  readonly url: string;
  /** Breaks every connection and lets no new one through. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** @param delayMs by which everything that is sent to the service is held up */
export async function aCable(serviceUrl: string, delayMs = 0): Promise<Cable> {
  const target = new URL(serviceUrl);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    } // prettier-ignore
    near.on('data', (bytes) => {
      if (delayMs === 0) far.write(bytes);
      else setTimeout(() => far.writable && far.write(bytes), delayMs);
    });
    far.on('data', (bytes) => near.write(bytes));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(serviceUrl);
  url.host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url: url.href.replace(/\/$/, ''),
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => {
      isCut = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
