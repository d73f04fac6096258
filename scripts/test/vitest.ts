import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { tool } from './command.ts';

type Report = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
};

export type VitestRun = {
  readonly projects: readonly string[];
  readonly filters: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Where the report is written; its folder is made. */
  readonly reportFile: string;
};

/** Runs the tests and shows them; a file that fails outside its tests, or an error outside all files, counts as one. */
export async function vitest(run: VitestRun): Promise<{ readonly passed: number; readonly failed: number }> {
  mkdirSync(dirname(run.reportFile), { recursive: true });
  rmSync(run.reportFile, { force: true });
  const projects = run.projects.flatMap((name) => ['--project', name]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${run.reportFile}`];
  // A filter may fit one size of test only; without a filter, no test at all is a fault.
  const leniency = run.filters.length > 0 ? ['--passWithNoTests'] : [];
  const args = ['run', ...leniency, ...projects, ...reporters, ...run.filters];
  const isClean = await tool('vitest', { args, env: run.env, show: true }).then(
    () => true,
    () => false,
  );
  const report = read(run.reportFile);
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = report.numFailedTests + broken.length;
  return { passed: report.numPassedTests, failed: failed === 0 && !isClean ? 1 : failed };
}

function read(file: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  }
}
