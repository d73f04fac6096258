import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { SCOPES } from '@marquee/contract/account';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import type { KeyHolder } from '@marquee/data/repositories/api-keys.repository';
import type { Standing } from '@marquee/data/repositories/sessions.repository';
import { Gathered } from '#http/gathered';
import type { Claimant, Principal } from '#http/principal';
import { VerifiedTokens } from '#http/verified-tokens';
import { DATABASE } from '#infrastructure/tokens';

/** SHA-256 in hex: API keys and refresh tokens are long and random, so a plain hash keeps them safe at rest. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

type KeyPrincipal = Principal & { readonly by: 'api-key' };
type SessionClaimant = Claimant & { readonly by: 'session' };

/**
 * Finds out who asks, from `Authorization: Bearer` or `X-Api-Key`. Postgres is asked for every request, so that a session,
 * a key or a person that has gone is gone at once for every API process; requests that come together share a statement.
 * Only a route with ChecksSession asks by itself.
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
    const claimant = await this.claimant(headers);
    if (claimant?.by !== 'session') return claimant;
    const { userId, role, revision } = await this.standing(claimant.credentialId);
    return { ...claimant, userId, role, revision };
  }

  /**
   * Says why a session does not stand, of which a route with ChecksSession has found that it does not.
   * @throws ProblemError `invalid-token`, `account-disabled`
   */
  async refuse({ credentialId }: Claimant): Promise<never> {
    await this.standing(credentialId);
    throw sessionEnded();
  }

  /**
   * identify, without asking whether a session stands: a token holds for a quarter of an hour, its session may have ended.
   * @throws ProblemError as identify
   */
  async claimant(headers: IncomingHttpHeaders): Promise<KeyPrincipal | SessionClaimant | undefined> {
    const key = headers['x-api-key'];
    if (typeof key === 'string') return await this.byApiKey(key);
    const header = headers.authorization;
    if (header === undefined) return undefined;
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(header)?.[1];
    if (token === undefined)
      throw new ProblemError('invalid-token', 'Send "Authorization: Bearer <access token>".');
    const { uid, sub, fam } = this.tokens.claims(token);
    return { userId: uid, publicId: sub, scopes: SCOPES, by: 'session', credentialId: fam };
  }

  private async standing(session: string): Promise<Standing> {
    const standing = await this.sessions.get(session);
    if (standing === undefined) throw sessionEnded();
    if (standing.disabled) throw new ProblemError('account-disabled');
    return standing;
  }

  private async byApiKey(key: string): Promise<KeyPrincipal> {
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

const sessionEnded = (): ProblemError =>
  new ProblemError('invalid-token', 'The session has ended; log in again.');
