import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is generated once for an installation and kept in its data folder, readable by its owner alone. */
export type Secrets = {
  readonly postgresPassword: string;
  readonly redisPassword: string;
  readonly jwtSecret: string;
  readonly trustedProxySecret: string;
};

/** Reads the secrets of the data folder, generating those that are not there yet. */
export function readSecrets(data: string): Secrets {
  const file = join(data, 'secrets.json');
  const known = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as Partial<Secrets>;
  const secrets: Secrets = {
    postgresPassword: known.postgresPassword ?? secret(),
    redisPassword: known.redisPassword ?? secret(),
    jwtSecret: known.jwtSecret ?? secret(),
    trustedProxySecret: known.trustedProxySecret ?? secret(),
  };
  if (Object.keys(known).length < Object.keys(secrets).length) {
    writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return secrets;
}

const secret = (): string => randomBytes(32).toString('hex');
