import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ROLES, SCOPES } from '@marquee/contract/account';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import { z } from 'zod';
import type { Principal } from '#http/principal';
import { DATABASE } from '#infrastructure/tokens';

/** Claims of an access token: sub = public id, uid = row id, fam = refresh token family. */
const claimsSchema = z.object({ sub: z.string(), uid: z.int(), role: z.enum(ROLES), fam: z.string() });
export type Claims = z.infer<typeof claimsSchema>;

/** SHA-256 in hex: API keys and refresh tokens are long and random, so a plain hash keeps them safe at rest. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Finds out who asks, from `Authorization: Bearer` or `X-Api-Key`. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly jwt: JwtService,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /**
   * @returns undefined for a guest.
   * @throws ProblemError `invalid-token` when a credential is shown that is none, `account-disabled`.
   */
  async identify(headers: IncomingHttpHeaders): Promise<Principal | undefined> {
    const key = headers['x-api-key'];
    if (typeof key === 'string') return await this.byApiKey(key);
    const header = headers.authorization;
    if (header === undefined) return undefined;
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(header)?.[1];
    if (token === undefined)
      throw new ProblemError('invalid-token', 'Send "Authorization: Bearer <access token>".');
    return await this.byAccessToken(token);
  }

  private async byAccessToken(token: string): Promise<Principal> {
    const claims = await this.jwt
      .verifyAsync<Record<string, unknown>>(token)
      .then((payload) => claimsSchema.parse(payload))
      .catch((cause: unknown) => {
        throw new ProblemError('invalid-token', 'Refresh it or log in again.', { cause });
      });
    const session = await this.database.sessions.standing(claims.fam);
    if (session === undefined)
      throw new ProblemError('invalid-token', 'The session has ended; log in again.');
    if (session.disabled) throw new ProblemError('account-disabled');
    return {
      userId: session.userId,
      publicId: claims.sub,
      role: session.role,
      scopes: SCOPES,
      revision: session.revision,
      by: 'session',
      credentialId: claims.fam,
    };
  }

  private async byApiKey(key: string): Promise<Principal> {
    const found = await this.database.apiKeys.findByHash(tokenHash(key));
    if (found === undefined)
      throw new ProblemError('invalid-token', 'There is no such API key, or it was deleted.');
    if (found.disabled) throw new ProblemError('account-disabled');
    return {
      userId: found.userId,
      publicId: found.publicId,
      role: found.role,
      scopes: found.scopes,
      revision: found.revision,
      by: 'api-key',
      credentialId: found.id,
    };
  }
}
