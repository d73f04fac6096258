import { fileURLToPath } from 'node:url';

/** The committed picture of the tables; written by write-schema.cli.ts, compared by schema.medium.spec.ts. */
export const SCHEMA_FILE = fileURLToPath(new URL('../../schema.sql', import.meta.url));

export const SCHEMA_HEAD = '-- Generated from the migrations by: npm run schema -w @marquee/data\n\n';
