import { spawn } from 'node:child_process';
import { onPath } from '../services/on-path.ts';
import { pipInstall } from '../services/packages.ts';
import { follow } from './command.ts';
import type { Tally } from './tally.ts';

const PACKAGE = 'schemathesis==4.32.5';
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];
/** Streams that never end; a log-out that would take the tester's own session; jobs that would run for minutes. */
const LEFT_OUT = {
  paths: '/stream$|^/metrics$|^/v1/auth/logout$',
  operations: '^Jobs_(start|retry)$',
};
/** With fewer operations something is wrong with the test, not right with the API. */
const FEWEST_OPERATIONS = 50;
/** How often the time a machine gets that has much else to do, and is not through with the operations. */
const PATIENCE = [1, 2, 4, 12];

export type Fuzz = {
  readonly apiUrl: string;
  readonly admin: { readonly email: string; readonly password: string };
  /** For all roles together. */
  readonly seconds: number;
  /** Where Python packages are kept. */
  readonly packages: string;
  readonly tally: Tally;
  readonly note: (line: string) => void;
};

/**
 * Sends the running API what its OpenAPI document allows and what it forbids, as a person, as an admin and with an API
 * key: no answer of 500, none outside the documented statuses, content types and schemas. The seeds are fixed; how many
 * cases there are depends on the time.
 */
export async function fuzz({ apiUrl, admin, seconds, packages, tally, note }: Fuzz): Promise<void> {
  const wanted = { requirement: PACKAGE, target: packages, dependencies: true, note };
  const isThere = await schemathesis(packages, ['--version']).then(
    ({ code, said }) => code === 0 && said.includes(PACKAGE.split('==')[1]!),
    () => false,
  );
  if (!isThere && !(await pipInstall(wanted))) {
    const reason = 'schemathesis cannot be had: Python 3 with pip and a package registry are needed';
    // On a build machine a check that is left out would look like one that has passed.
    if (process.env.CI) await tally.check('fuzzing', () => Promise.reject(new Error(reason)));
    else console.log(`  skipped: fuzzing the API; ${reason}`);
    return;
  }
  const roles = Object.entries(await credentials(apiUrl, admin));
  for (const [at, [role, header]] of roles.entries()) {
    let summary = '';
    await tally.check(`the API keeps to its document for ${role}`, async () => {
      summary = await run({ apiUrl, header, packages, seed: at + 1, seconds: seconds / roles.length });
    });
    if (summary) console.log(`          ${summary}`);
  }
}

type Run = {
  readonly apiUrl: string;
  readonly header: string;
  readonly packages: string;
  readonly seed: number;
  readonly seconds: number;
};

/** @throws Error with what Schemathesis said when it found something, or tried too few operations however long it had. */
async function run({ apiUrl, header, packages, seed, seconds }: Run): Promise<string> {
  let said = '';
  for (const times of PATIENCE) {
    const answer = await schemathesis(packages, [
      'run',
      `${apiUrl}/openapi.json`,
      ...['--header', header, '--seed', String(seed), '--max-time', String(Math.ceil(seconds * times))],
      ...[
        '--phases',
        'coverage,fuzzing',
        '--checks',
        CHECKS.join(','),
        '--continue-on-failure',
        '--no-shrink',
      ],
      ...['--exclude-path-regex', LEFT_OUT.paths, '--exclude-operation-id-regex', LEFT_OUT.operations],
      ...['--request-timeout', '30', '--warnings', 'off'],
    ]);
    said = answer.said;
    if (answer.code !== 0) break;
    const tested = Number(/Tested: (\d+)/.exec(said)?.[1] ?? 0);
    const generated = /\d+ generated/.exec(said)?.[0] ?? 'none generated';
    if (tested >= FEWEST_OPERATIONS) return `${tested} operations, ${generated}, seed ${seed}`;
  }
  throw new Error(said);
}

async function schemathesis(
  packages: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly said: string }> {
  const python = onPath('python3', 'python');
  if (!python) throw new Error('There is no Python');
  const child = spawn(python, ['-m', 'schemathesis.cli', ...args], {
    // Its own folder: Schemathesis and Hypothesis keep notes where they run.
    cwd: packages,
    env: { ...process.env, PYTHONPATH: packages, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  follow(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  return { code: code ?? 1, said };
}

/** A header for each role. */
async function credentials(apiUrl: string, admin: Fuzz['admin']): Promise<Readonly<Record<string, string>>> {
  const post = async <Answer>(path: string, body: unknown, headers = {}): Promise<Answer> => {
    const response = await fetch(`${apiUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  type Session = { readonly accessToken: string };
  const register = async (name: string): Promise<string> => {
    const account = { email: `${name}.${Date.now()}@example.org`, password: crypto.randomUUID(), name };
    return `Bearer ${(await post<Session>('/v1/auth/register', account)).accessToken}`;
  };
  const keyHolder = { authorization: await register('program') };
  const scopes = ['read', 'write'];
  const { key } = await post<{ readonly key: string }>(
    '/v1/me/api-keys',
    { name: 'fuzz', scopes },
    keyHolder,
  );
  return {
    'a person': `Authorization: ${await register('person')}`,
    'an admin': `Authorization: Bearer ${(await post<Session>('/v1/auth/login', admin)).accessToken}`,
    'a program': `X-Api-Key: ${key}`,
  };
}
