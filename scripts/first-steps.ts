import { parseEnvironment } from '@marquee/contract/environment';
import { firstStart } from '../jobs/src/first-start.ts';
import { describeAdmin } from './new-admin.ts';
import { consoleProgress } from './progress.ts';

/**
 * Prepares the data of an installation: `node scripts/first-steps.ts [STARTED_AT]`. The launcher is told of a new admin
 * by a message, and prints it last; elsewhere it is printed here.
 */
const progress = consoleProgress(Number(process.argv[2]) || Date.now());
try {
  const { admin } = await firstStart(parseEnvironment(), progress);
  if (admin && process.send) await new Promise((sent) => process.send!(admin, undefined, undefined, sent));
  else if (admin) progress.note(describeAdmin(admin));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();
