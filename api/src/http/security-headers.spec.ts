import fastify from 'fastify';
import { expect, it } from 'vitest';
import { addSecurityHeaders } from '#http/security-headers';

it('stand on every answer, whatever became of the request', async () => {
  const app = fastify();
  addSecurityHeaders(app);
  app.get('/film', () => ({ title: 'Heat' }));
  app.get('/fault', () => {
    throw new Error('a fault');
  });
  for (const [url, status] of [['/film', 200], ['/fault', 500], ['/nothing', 404], ['/film', 200]] as const) {
    const answer = await app.inject({ url });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers, url).toMatchObject({
      'content-security-policy': expect.stringMatching(/default-src 'self';.*object-src 'none'/) as string,
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
    });
    expect(answer.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  }
}); // prettier-ignore
