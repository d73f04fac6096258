import { describe, expect, it } from 'vitest';
import { parseCommandLine, UsageError } from '#cli-args';

describe('the command line', () => {
  it('turns flags into the payload that the queue would carry', () => {
    expect(
      parseCommandLine(['import', '--source', 'movielens', '--path', 'sets/small', '--accept-licence']),
    ).toEqual({
      kind: 'run',
      name: 'import',
      payload: { source: 'movielens', path: 'sets/small', acceptLicence: true },
    });
  });

  it('reads numbers and fills in what is not said', () => {
    expect(parseCommandLine(['train', '--budget-seconds', '5', '--force'])).toMatchObject({
      payload: { seed: 1, budgetSeconds: 5, reason: '', force: true, engine: 'local' },
    });
  });

  it.each([
    [[], /Say which job/],
    [['dance'], /There is no job "dance"[^]*check-links/],
    [['train', '--speed', '3'], /Unknown option '--speed'[^]*--budget-seconds VALUE/],
    [['train', '--seed', 'often'], /--seed: .*expected number/],
    [['import', '--source', 'tape'], /--source: .*demo/],
    [['index', 'now'], /now/],
  ])('refuses %j and says what would do', (words, message) => {
    expect(() => parseCommandLine(words)).toThrow(UsageError);
    expect(() => parseCommandLine(words)).toThrow(message);
  });

  it('helps', () => {
    expect(parseCommandLine(['--help'])).toMatchObject({ text: expect.stringMatching(/refresh-cache/) });
    expect(parseCommandLine(['import', '--help'])).toMatchObject({
      text: expect.stringMatching(
        /--source VALUE +Where the films come from \(one of demo, movielens, imdb, tmdb; default demo\)/,
      ),
    });
  });
});
