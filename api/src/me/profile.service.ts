import { Inject, Injectable } from '@nestjs/common';
import type { DeletedMe, Me, UpdateMe } from '@marquee/contract/account';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import { Passwords } from '#auth/passwords';
import type { Principal } from '#http/principal';
import { LOGINS_BY_ACCOUNT, RateLimits } from '#http/rate-limit';
import { wrongField } from '#http/wrong-field';
import { DATABASE } from '#infrastructure/tokens';

@Injectable()
export class ProfileService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly passwords: Passwords,
    private readonly limits: RateLimits,
  ) {}

  async get(userId: number): Promise<Me> {
    const user = await this.account(userId);
    return {
      id: user.publicId,
      email: user.email,
      name: user.name,
      role: user.role,
      ratingCount: await this.database.ratings.countOf(userId),
      createdAt: user.createdAt.toISOString(),
    };
  }

  /** A new password needs the present one and ends every other session. */
  async update(person: Principal, { name, password, currentPassword }: UpdateMe): Promise<Me> {
    if (password !== undefined) {
      await this.confirm(person.userId, currentPassword ?? '', 'currentPassword');
      const passwordHash = await this.passwords.hash(password);
      await this.database.users.update(person.userId, { passwordHash });
      await this.database.sessions.revokeAll(person.userId, person.credentialId);
    }
    if (name !== undefined) await this.database.users.update(person.userId, { name });
    return await this.get(person.userId);
  }

  /** Sessions and keys end in the same transaction in which the person goes. */
  async remove(person: Principal, password: string): Promise<DeletedMe> {
    await this.confirm(person.userId, password, 'password');
    if (person.role === 'admin' && (await this.database.users.counts()).admins === 1) {
      throw new ProblemError('conflict', 'This is the last admin; make somebody else an admin first.');
    }
    const deleted = await this.database.users.remove(person.userId);
    return { deleted: { ...deleted }, modelRunAfter: new Date().toISOString() };
  }

  private async confirm(userId: number, password: string, field: string): Promise<void> {
    await this.limits.take(LOGINS_BY_ACCOUNT, `confirm:${String(userId)}`);
    const { passwordHash } = await this.account(userId);
    if (!(await this.passwords.fits(passwordHash, password)))
      throw wrongField(field, 'is not the present password');
  }

  private async account(userId: number) {
    const user = await this.database.users.findById(userId);
    if (user?.email == null) throw new ProblemError('invalid-token', 'The account is gone.');
    return { ...user, email: user.email };
  }
}
