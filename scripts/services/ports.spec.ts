import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertFree } from '../taken-ports.ts';
import { isFree, privatePort } from './ports.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-ports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function aListener(port = 0) {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

describe('ports', () => {
  it('remembers the private port of a service', async () => {
    const port = await privatePort(folder, 'redis');
    expect(await privatePort(folder, 'redis')).toBe(port);
    expect(await privatePort(folder, 'postgres')).not.toBe(port);
  });

  it('takes another private port when somebody else has it', async () => {
    const port = await privatePort(folder, 'redis');
    const other = await aListener(port);
    expect(await isFree(port)).toBe(false);
    const next = await privatePort(folder, 'redis');
    expect(next).not.toBe(port);
    other.close();
    expect(await privatePort(folder, 'redis')).toBe(next);
  });

  it('says which port is taken, by whom, and how to choose others', async () => {
    const other = await aListener();
    const refused = assertFree({ PORT: other.port, API_PORT: 0 }, '127.0.0.1');
    await expect(refused).rejects.toThrow(
      new RegExp(
        `Port ${other.port} \\(PORT\\) is taken by process ${process.pid}.*PORT=3100 API_PORT=3101`,
        's',
      ),
    );
    other.close();
  });
});
