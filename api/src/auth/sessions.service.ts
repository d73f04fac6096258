import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { Me, Session } from '@marquee/contract/account';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import { tokenHash } from '#http/authenticator';
import type { Claims } from '#http/verified-tokens';
import { ACCESS_TOKEN_SECONDS } from '#infrastructure/access-token';
import { DATABASE } from '#infrastructure/tokens';

/** How long a session lives without being used. */
const REFRESH_DAYS = 30;
const REFRESH_TOKEN_BYTES = 32;

/** What a token needs to know of its person. */
export interface SessionOwner extends Me {
  readonly rowId: number;
}

/** Short access tokens, and refresh tokens that are used once and belong to a family (one log-in). */
@Injectable()
export class SessionsService {
  constructor(
    private readonly jwt: JwtService,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** Begins a family. */
  async begin(owner: SessionOwner): Promise<Session> {
    const refreshToken = newToken();
    const family = await this.database.sessions.create({
      userId: owner.rowId,
      tokenHash: tokenHash(refreshToken),
      expiresAt: expiry(),
    });
    return await this.answer(owner, family, refreshToken);
  }

  /**
   * Exchanges a refresh token for a new pair.
   * @throws ProblemError `invalid-token`; `token-reused` when it was used before, which ends the whole family: somebody
   * else may hold a copy.
   */
  async refresh(refreshToken: string, ownerOf: (userId: number) => Promise<SessionOwner>): Promise<Session> {
    const next = newToken();
    const rotation = await this.database.sessions.rotate({
      tokenHash: tokenHash(refreshToken),
      nextHash: tokenHash(next),
      expiresAt: expiry(),
    });
    if (rotation.outcome === 'reused') throw new ProblemError('token-reused', 'Log in again.');
    if (rotation.outcome !== 'ok') throw new ProblemError('invalid-token', 'Log in again.');
    return await this.answer(await ownerOf(rotation.userId), rotation.familyId, next);
  }

  private async answer(owner: SessionOwner, family: string, refreshToken: string): Promise<Session> {
    const { rowId, ...user } = owner;
    const claims: Claims = { sub: user.id, uid: rowId, role: user.role, fam: family };
    return {
      accessToken: await this.jwt.signAsync(claims),
      expiresIn: ACCESS_TOKEN_SECONDS,
      refreshToken,
      user,
    };
  }
}

const newToken = (): string => randomBytes(REFRESH_TOKEN_BYTES).toString('base64url');
const expiry = (): Date => new Date(Date.now() + REFRESH_DAYS * 24 * 60 * 60 * 1000);
