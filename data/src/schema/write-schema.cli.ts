import { writeFile } from 'node:fs/promises';
import { parseEnvironment } from '@marquee/contract/environment';
import { describeSchema } from '#schema/describe-schema';
import { SCHEMA_FILE, SCHEMA_HEAD } from '#schema/schema-file';
import { throwAwayDatabase } from '#testing/throw-away-database';

const { database, drop } = await throwAwayDatabase(parseEnvironment().DATABASE_URL);
try {
  await writeFile(SCHEMA_FILE, SCHEMA_HEAD + (await describeSchema(database.store)));
} finally {
  await drop();
}
