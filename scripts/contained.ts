import { join, resolve } from 'node:path';
import { readSecrets } from './services/secrets.ts';
import { ADMIN_EMAIL } from './variables.ts';

/**
 * Runs a program in a container with the secrets of the shared data folder, generated at the first start, where the
 * environment has none: `node scripts/contained.ts FILE`.
 */
const data = process.env.MARQUEE_DATA || '.marquee';
const secrets = readSecrets(data);
const generated = {
  JWT_SECRET: secrets.jwtSecret,
  TRUSTED_PROXY_SECRET: secrets.trustedProxySecret,
  ADMIN_EMAIL,
  ADMIN_PASSWORD: secrets.adminPassword,
};
for (const [name, value] of Object.entries(generated)) process.env[name] ||= value;

const file = resolve(process.argv[2]!);
process.argv.splice(1, 2, file);
if (file.endsWith('first-steps.ts')) {
  console.log(
    `Admin: ${process.env.ADMIN_EMAIL}; the generated password stands in ${join(data, 'secrets.json')}`,
  );
}
await import(file);
