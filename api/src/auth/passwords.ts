import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** argon2id as OWASP recommends: 19 MiB, two passes, one lane (the library's default algorithm is argon2id). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes and checks passwords off the event loop. */
@Injectable()
export class Passwords {
  /** A hash that fits no password, so that an unknown email takes as long as a wrong password. */
  private readonly nobody = hash(crypto.randomUUID(), COST);

  async hash(password: string): Promise<string> {
    return await hash(password, COST);
  }

  /** @param passwordHash null when there is no such account: false, in the same time. */
  async fits(passwordHash: string | null, password: string): Promise<boolean> {
    const fits = await verify(passwordHash ?? (await this.nobody), password);
    return fits && passwordHash !== null;
  }
}
