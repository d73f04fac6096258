import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Environment } from '@marquee/contract/environment';
import { ProblemError } from '@marquee/contract/problem';
import { ENVIRONMENT } from '#infrastructure/tokens';

const SEAL_BYTES = 9;
/** Without a secret in the environment cursors still hold within an installation: they guard no right, only sense. */
const FALLBACK_SECRET = 'marquee-cursor';

/**
 * Opaque cursors that carry their whole state, so that any API process can go on from them and none has to remember.
 * A seal over kind, question and state refuses cursors that were altered or belong to another question.
 */
@Injectable()
export class Cursors {
  private readonly secret: string;

  constructor(@Inject(ENVIRONMENT) environment: Environment) {
    this.secret = environment.JWT_SECRET ?? FALLBACK_SECRET;
  }

  /** @param question what must be the same on the next page, such as the query and the filters. */
  seal(kind: string, question: unknown, state: Uint8Array): string {
    return Buffer.concat([this.sign(kind, question, state), state]).toString('base64url');
  }

  /** @throws ProblemError `invalid-cursor` */
  open(kind: string, question: unknown, cursor: string): Buffer {
    const bytes = /^[\w-]+$/.test(cursor) ? Buffer.from(cursor, 'base64url') : Buffer.alloc(0);
    const [seal, state] = [bytes.subarray(0, SEAL_BYTES), bytes.subarray(SEAL_BYTES)];
    if (seal.length === SEAL_BYTES && timingSafeEqual(seal, this.sign(kind, question, state))) return state;
    throw new ProblemError(
      'invalid-cursor',
      'Take nextCursor of the former page as it is, with the same query.',
      {
        errors: [{ field: 'cursor', message: 'was altered, or belongs to another query' }],
      },
    );
  }

  sealJson(kind: string, question: unknown, state: unknown): string {
    return this.seal(kind, question, Buffer.from(JSON.stringify(state)));
  }

  openJson(kind: string, question: unknown, cursor: string): unknown {
    return JSON.parse(this.open(kind, question, cursor).toString()) as unknown;
  }

  private sign(kind: string, question: unknown, state: Uint8Array): Buffer {
    return createHmac('sha256', this.secret)
      .update(JSON.stringify([kind, question]))
      .update(state)
      .digest()
      .subarray(0, SEAL_BYTES);
  }
}
