import { randomBytes } from 'node:crypto';
import type { Environment } from '@marquee/contract/environment';
import type { Database } from '@marquee/data/database';
import { hash } from '@node-rs/argon2';

export interface NewAdmin {
  readonly email: string;
  /** Undefined when it was given by ADMIN_PASSWORD: who set it knows it. */
  readonly generatedPassword: string | undefined;
}

const EMAIL = 'admin@marquee.local';
/** Argon2id (the package's default) with the parameters of OWASP's password storage page; the API uses the same. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Makes the first admin when there is none. @returns what was made, or undefined. */
export async function ensureAdmin(
  database: Database,
  { ADMIN_EMAIL: email = EMAIL, ADMIN_PASSWORD: given }: Environment,
): Promise<NewAdmin | undefined> {
  if ((await database.users.counts()).admins > 0) return undefined;
  const generatedPassword = given === undefined ? randomBytes(15).toString('base64url') : undefined;
  const passwordHash = await hash(given ?? generatedPassword!, ARGON2);
  // An account that somebody registered under this address does not become an admin by itself.
  const created = await database.users.create({ email, name: 'Admin', passwordHash, role: 'admin' });
  return created === null ? undefined : { email, generatedPassword };
}
