import fastify from 'fastify';
import { expect, it } from 'vitest';
import { addSecurityHeaders } from '#http/security-headers';
import { answerUnreadable, answerUnroutable } from '#http/unread-request';

const HEADERS = {
  'content-security-policy': expect.stringMatching(/default-src 'self';.*object-src 'none'/) as string,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
};

it('stand on every answer, whatever became of the request', async () => {
  const app = fastify({ frameworkErrors: answerUnroutable });
  addSecurityHeaders(app);
  app.get('/film', () => ({ title: 'Heat' }));
  app.get('/fault', () => {
    throw new Error('a fault');
  });
  for (const [url, status] of [['/film', 200], ['/fault', 500], ['/nothing', 404], ['/%zz', 400], ['/film', 200]] as const) {
    const answer = await app.inject({ url });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers, url).toMatchObject(HEADERS);
    expect(answer.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  }
}); // prettier-ignore

it('stand on the answer to what is no request', async () => {
  const app = fastify({ clientErrorHandler: answerUnreadable });
  try {
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const answer = await fetch(`${url}/film?q=${'x'.repeat(20_000)}`);
    expect(answer.status).toBe(431);
    expect(Object.fromEntries(answer.headers)).toMatchObject(HEADERS);
  } finally {
    await app.close();
  }
});
