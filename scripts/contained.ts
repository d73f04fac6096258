import { resolve } from 'node:path';
import { readSecrets } from './services/secrets.ts';

/**
 * Runs a program in a container with the secrets of the shared data folder, generated at the first start, where the
 * environment has none: `node scripts/contained.ts FILE [ARGUMENT …]`.
 */
const { jwtSecret, trustedProxySecret } = readSecrets(process.env.MARQUEE_DATA || '.marquee');
process.env.JWT_SECRET ||= jwtSecret;
process.env.TRUSTED_PROXY_SECRET ||= trustedProxySecret;

const file = resolve(process.argv[2]!);
process.argv.splice(1, 2, file);
await import(file);
