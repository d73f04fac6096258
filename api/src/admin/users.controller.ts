import { Body, Controller, Get, Inject, Param, Patch, Query } from '@nestjs/common';
import {
  adminUserSchema,
  patchUserSchema,
  peopleStatsSchema,
  usersPageSchema,
  usersQuerySchema,
} from '@marquee/contract/admin';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import { createZodDto } from 'nestjs-zod';
import { AuditTrail } from '#admin/audit-trail';
import { Person } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { UuidPipe } from '#http/uuid.pipe';
import { DATABASE } from '#infrastructure/tokens';

class UsersQueryDto extends createZodDto(usersQuerySchema) {}
class UsersPageDto extends createZodDto(usersPageSchema) {}
class PatchUserDto extends createZodDto(patchUserSchema) {}
class PeopleStatsDto extends createZodDto(peopleStatsSchema) {}
class AdminUserDto extends createZodDto(adminUserSchema) {}

@Controller('v1/admin/users')
export class UsersController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  @Get()
  @Documented({ summary: 'People: accounts first', type: UsersPageDto, secured: true })
  async list(@Query() query: UsersQueryDto) {
    return { ...(await this.database.users.list(query)), totalRelation: 'eq' as const };
  }

  @Get('stats')
  @Documented({ summary: 'How many people there are, and what they do', type: PeopleStatsDto, secured: true })
  async stats() {
    return await this.database.peopleStats.get();
  }

  @Patch(':id')
  @Documented({
    summary: 'Changes a role, or disables an account, which ends its sessions',
    type: AdminUserDto,
    secured: true,
    problems: [404, 409],
  })
  async patch(@Person() admin: Principal, @Param('id', UuidPipe) id: string, @Body() changes: PatchUserDto) {
    const user = await this.database.users.findByPublicId(id);
    if (user?.email == null) throw new ProblemError('not-found', 'There is no account with this id.');
    if (user.id === admin.userId)
      throw new ProblemError('conflict', 'Ask another admin to change your own account.');
    const changed = await this.database.users.update(user.id, changes);
    if (changes.disabled === true) await this.database.sessions.revokeAll(user.id);
    await this.audit.note(admin, 'user.change', user.email, { ...changes });
    return {
      id,
      email: user.email,
      name: user.name,
      role: changed?.role ?? user.role,
      disabled: changed?.disabled ?? user.disabled,
      generated: false,
      ratingCount: await this.database.ratings.countOf(user.id),
      createdAt: user.createdAt.toISOString(),
      lastSeenAt: user.lastSeenAt?.toISOString() ?? null,
    };
  }
}
