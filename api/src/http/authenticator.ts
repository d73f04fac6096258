import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { SCOPES } from '@marquee/contract/account';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import type { KeyHolder } from '@marquee/data/repositories/api-keys.repository';
import type { Standing } from '@marquee/data/repositories/sessions.repository';
import { Gathered } from '#http/gathered';
import type { Principal } from '#http/principal';
import { VerifiedTokens } from '#http/verified-tokens';
import { DATABASE } from '#infrastructure/tokens';

/** SHA-256 in hex: API keys and refresh tokens are long and random, so a plain hash keeps them safe at rest. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Finds out who asks, from `Authorization: Bearer` or `X-Api-Key`. Postgres is asked for every request, so that a session,
 * a key or a person that has gone is gone at once for every API process; requests that come together share a statement.
 */
@Injectable()
export class Authenticator {
  private readonly sessions: Gathered<string, Standing>;
  private readonly keys: Gathered<string, KeyHolder>;

  constructor(
    private readonly tokens: VerifiedTokens,
    @Inject(DATABASE) database: Database,
  ) {
    this.sessions = new Gathered((families) => database.sessions.standings(families));
    this.keys = new Gathered((hashes) => database.apiKeys.holders(hashes));
  }

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
    const claims = this.tokens.claims(token);
    const session = await this.sessions.get(claims.fam);
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
    const found = await this.keys.get(tokenHash(key));
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
