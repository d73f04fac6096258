import { ProblemError } from '@marquee/contract/problem';
import { EmbedderCrashed, EmbedderUnavailable } from '@marquee/recommender/embedder';
import { describe, expect, it } from 'vitest';
import { Busy, Cancelled, failureKind, failureText, PermanentFailure, TransientFailure } from '#outcome';

describe('a failure', () => {
  it.each([
    ['permanent', new PermanentFailure('no key')],
    ['permanent', new TypeError('a bug')],
    ['permanent', new ProblemError('not-found')],
    ['permanent', new EmbedderUnavailable('no model')],
    ['transient', new TransientFailure('busy server')],
    ['transient', new ProblemError('search-unavailable')],
    ['transient', new ProblemError('database-unavailable')],
    ['transient', new EmbedderCrashed('out of memory')],
    ['transient', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })],
    ['transient', Object.assign(new Error('deadlock'), { code: '40P01' })],
    [
      'transient',
      new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }),
    ],
    ['transient', Object.assign(new Error('away'), { name: 'ConnectionError' })],
    ['transient', Object.assign(new Error('too many requests'), { statusCode: 429 })],
    ['permanent', Object.assign(new Error('bad mapping'), { statusCode: 400 })],
    ['busy', new Busy('another run')],
    ['cancelled', new Cancelled('by Ctrl-C')],
    ['cancelled', AbortSignal.abort().reason],
  ])('is %s: %s', (kind, error) => {
    expect(failureKind(error)).toBe(kind);
  });

  it('shows where it came from only when nobody foresaw it', () => {
    expect(failureText(new PermanentFailure('Set the key.'))).toBe('Set the key.');
    const away = new ProblemError('search-unavailable', 'Try again in a few seconds.');
    expect(failureText(away)).toBe('Search is not available at the moment. Try again in a few seconds.');
    expect(failureText(new TypeError('x is undefined'))).toMatch(/x is undefined\n +at /);
  });
});
