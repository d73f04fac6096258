import { Controller, Delete, Get, HttpCode, Inject, Param } from '@nestjs/common';
import { openSessionsSchema } from '@marquee/contract/account';
import type { OpenSession } from '@marquee/contract/account';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import { createZodDto } from 'nestjs-zod';
import { Person, SessionOnly } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { UuidPipe } from '#http/uuid.pipe';
import { DATABASE } from '#infrastructure/tokens';

class OpenSessionsDto extends createZodDto(openSessionsSchema) {}

/** Where a person is logged in. */
@SessionOnly()
@Controller('v1/me/sessions')
export class SessionsController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get()
  @Documented({
    summary: 'Where the person is logged in, latest first',
    type: OpenSessionsDto,
    secured: true,
  })
  async list(@Person() { userId, credentialId }: Principal): Promise<{ items: OpenSession[] }> {
    const logins = await this.database.sessions.list(userId);
    const items = logins.map(({ id, createdAt, lastUsedAt, expiresAt }) => ({
      id,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      current: id === credentialId,
    }));
    return { items };
  }

  @Delete(':id')
  @HttpCode(204)
  @Documented({ summary: 'Ends a session at once', status: 204, secured: true, problems: [404] })
  async end(@Person() { userId }: Principal, @Param('id', UuidPipe) id: string): Promise<void> {
    if (!(await this.database.sessions.revoke(userId, id)))
      throw new ProblemError('not-found', 'There is no such session.');
  }
}
