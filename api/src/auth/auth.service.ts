import { Inject, Injectable } from '@nestjs/common';
import type { Login, Register, Session } from '@marquee/contract/account';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import { Passwords } from '#auth/passwords';
import { SessionsService } from '#auth/sessions.service';
import type { SessionOwner } from '#auth/sessions.service';
import { tokenHash } from '#http/authenticator';
import type { Principal } from '#http/principal';
import { LOGINS_BY_ACCOUNT, LOGINS_BY_ADDRESS, RateLimits, REFRESHES, REGISTRATIONS } from '#http/rate-limit';
import { DATABASE } from '#infrastructure/tokens';

@Injectable()
export class AuthService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly limits: RateLimits,
  ) {}

  /** @throws ProblemError `email-taken`; registrations are counted by address, so that emails cannot be tried in bulk. */
  async register({ email, password, name }: Register, address: string): Promise<Session> {
    await this.limits.take(REGISTRATIONS, address);
    const passwordHash = await this.passwords.hash(password);
    const user = await this.database.users.create({ email, name, passwordHash });
    if (user === null) throw new ProblemError('email-taken', 'Log in, or use another email.');
    return await this.sessions.begin(await this.owner(user.id));
  }

  /** The same answer in the same time for an unknown email and a wrong password. */
  async login({ email, password }: Login, address: string): Promise<Session> {
    await this.limits.take(LOGINS_BY_ADDRESS, address);
    await this.limits.take(LOGINS_BY_ACCOUNT, tokenHash(email));
    const user = await this.database.users.findByEmail(email);
    const fits = await this.passwords.fits(user?.passwordHash ?? null, password);
    if (user === undefined || !fits)
      throw new ProblemError('invalid-credentials', 'Check both and try again.');
    if (user.disabled) throw new ProblemError('account-disabled');
    await this.limits.forget(LOGINS_BY_ACCOUNT, tokenHash(email));
    return await this.sessions.begin(await this.owner(user.id));
  }

  async refresh(refreshToken: string, address: string): Promise<Session> {
    await this.limits.take(REFRESHES, address);
    return await this.sessions.refresh(refreshToken, (userId) => this.owner(userId));
  }

  /** Never fails for a token that is gone already: the wish is fulfilled. */
  async logout(
    {
      refreshToken,
      everywhere,
    }: { readonly refreshToken?: string | undefined; readonly everywhere: boolean },
    principal: Principal | undefined,
  ): Promise<void> {
    if (everywhere) {
      if (principal?.by !== 'session') throw new ProblemError('unauthenticated', 'Send the access token.');
      await this.database.sessions.revokeAll(principal.userId);
      return;
    }
    if (refreshToken !== undefined) await this.database.sessions.revokeByHash(tokenHash(refreshToken));
    else if (principal?.by === 'session') await this.database.sessions.revokeFamily(principal.credentialId);
  }

  private async owner(userId: number): Promise<SessionOwner> {
    const user = await this.database.users.findById(userId);
    if (user?.email == null || user.disabled) throw new ProblemError('account-disabled');
    return {
      rowId: user.id,
      id: user.publicId,
      email: user.email,
      name: user.name,
      role: user.role,
      ratingCount: await this.database.ratings.countOf(userId),
      createdAt: user.createdAt.toISOString(),
    };
  }
}
