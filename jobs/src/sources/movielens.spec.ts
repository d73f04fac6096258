import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnvironment } from '@marquee/contract/environment';
import type { JobPayload } from '@marquee/contract/jobs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobContext } from '#job-context';
import { PermanentFailure, TransientFailure } from '#outcome';
import { importMovieLensSet } from '#sources/movielens';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-sets-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const log: string[] = [];
/** An import that ends before it needs a database. */
async function fetching(
  payload: Partial<JobPayload<'import'>>,
  url = 'http://127.0.0.1:9',
): Promise<unknown> {
  const environment = parseEnvironment({ GROUPLENS_URL: url, MARQUEE_DATA: folder });
  const context = {
    environment,
    progress: () => undefined,
    log: (line: string) => log.push(line),
    signal: new AbortController().signal,
  } as unknown as JobContext;
  const whole = { source: 'movielens', dataset: 'ml-latest-small', acceptLicence: true, ...payload } as const;
  return await importMovieLensSet(context, whole, {}).catch((error: unknown) => error);
}

describe('MovieLens by name', () => {
  it('shows the licence and fetches nothing before it is accepted', async () => {
    const error = await fetching({ acceptLicence: false });
    expect(error).toBeInstanceOf(PermanentFailure);
    expect((error as Error).message).toMatch(/No commercial use[^]*--accept-licence/);
    expect(log).toEqual([]);
  });

  it('says where else a set can come from when there is no network', async () => {
    const error = await fetching({});
    expect(error).toBeInstanceOf(TransientFailure);
    expect((error as Error).message).toMatch(
      /ml-latest-small\.zip could not be fetched[^]*name its folder with --path, or set GROUPLENS_URL/,
    );
    expect(log.join('\n')).toMatch(/No commercial use/);
  });

  it('does not try again what is not there', async () => {
    const server = createServer((_request, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const error = await fetching({}, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(error).toBeInstanceOf(PermanentFailure);
    expect((error as Error).message).toMatch(/is not there \(404\)[^]*--path/);
    server.close();
  });
});
