import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@marquee/data/database';
import type { Principal } from '#http/principal';
import { DATABASE } from '#infrastructure/tokens';

/** Notes who did what. */
@Injectable()
export class AuditTrail {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async note(
    admin: Principal,
    action: string,
    subject: string,
    detail: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await this.database.audit.add({
      userId: admin.userId,
      who: await this.nameOf(admin),
      action,
      subject,
      detail,
    });
  }

  async nameOf(admin: Principal): Promise<string> {
    return (await this.database.users.findById(admin.userId))?.email ?? admin.publicId;
  }
}
