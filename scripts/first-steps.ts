import { parseEnvironment } from '@marquee/contract/environment';
import { firstStart } from '../jobs/src/first-start.ts';
import { consoleProgress } from './progress.ts';

await firstStart(parseEnvironment(), consoleProgress(Number(process.argv[2])));
process.exit();
