import { runInstalled } from './bootstrap.mjs';

await runInstalled('scripts/run.ts');
