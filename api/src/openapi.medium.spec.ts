import { join } from 'node:path';
import { childEnvironment, parseEnvironment } from '@marquee/contract/environment';
import { expect, it } from 'vitest';
import { createApp } from '#app';

const COMMITTED = join(import.meta.dirname, '../openapi.json');

it('openapi.json is what the schemas say (npm test -- medium openapi -- -u writes it anew)', async () => {
  const app = await createApp(
    parseEnvironment(childEnvironment({ LOG_LEVEL: 'silent', EMBEDDING_DOWNLOAD: 'false' })),
  );
  const answer = await app.inject({ method: 'GET', url: '/openapi.json' });
  await app.close();
  const document = JSON.parse(answer.body) as { paths: object };
  expect(Object.keys(document.paths).length).toBeGreaterThan(30);
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(COMMITTED);
});
