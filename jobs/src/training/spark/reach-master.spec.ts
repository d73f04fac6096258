import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { TransientFailure } from '#outcome';
import { reachMaster } from '#training/spark/reach-master';

async function aPort(): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.close();
    await once(server, 'close');
  };
  return { port: (server.address() as AddressInfo).port, close };
}

describe('a Spark master', () => {
  it('is reached where one of its places answers', async () => {
    const [open, closed] = [await aPort(), await aPort()];
    await closed.close();
    await expect(
      reachMaster(`spark://127.0.0.1:${closed.port},127.0.0.1:${open.port}`),
    ).resolves.toBeUndefined();
    await open.close();
  });

  it('is said to be away, by name, where none does', async () => {
    const { port, close } = await aPort();
    await close();
    const reaching = reachMaster(`spark://127.0.0.1:${port}`);
    await expect(reaching).rejects.toThrow(/spark:\/\/127\.0\.0\.1.*SPARK_MASTER.*ECONNREFUSED/);
    await expect(reaching).rejects.toBeInstanceOf(TransientFailure);
  });

  it('is not asked for where it is this machine or a scheduler', async () => {
    await expect(reachMaster('local[*]')).resolves.toBeUndefined();
    await expect(reachMaster('yarn')).resolves.toBeUndefined();
  });
});
