import { Body, Controller, Delete, Get, HttpCode, Patch, Query, Res } from '@nestjs/common';
import { deletedMeSchema, deleteMeSchema, meSchema, updateMeSchema } from '@marquee/contract/account';
import type { DeletedMe, Me } from '@marquee/contract/account';
import type { FastifyReply } from 'fastify';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { Person, SessionOnly } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { ExportService } from '#me/export.service';
import { ProfileService } from '#me/profile.service';

class MeDto extends createZodDto(meSchema) {}
class UpdateMeDto extends createZodDto(updateMeSchema) {}
class DeleteMeDto extends createZodDto(deleteMeSchema) {}
class DeletedMeDto extends createZodDto(deletedMeSchema) {}
class ExportQueryDto extends createZodDto(
  z.strictObject({ format: z.enum(['json', 'csv']).default('json').describe('csv: the ratings alone') }),
) {}

@Controller('v1/me')
export class ProfileController {
  constructor(
    private readonly profile: ProfileService,
    private readonly exports: ExportService,
  ) {}

  @Get()
  @Documented({ summary: 'The person', type: MeDto, secured: true })
  async get(@Person() person: Principal): Promise<Me> {
    return await this.profile.get(person.userId);
  }

  @Patch()
  @SessionOnly()
  @Documented({ summary: 'Changes name or password', type: MeDto, secured: true })
  async update(@Person() person: Principal, @Body() body: UpdateMeDto): Promise<Me> {
    return await this.profile.update(person, body);
  }

  @Delete()
  @SessionOnly()
  @HttpCode(200)
  @Documented({ summary: 'Deletes the person and everything of theirs', type: DeletedMeDto, secured: true })
  async remove(@Person() person: Principal, @Body() { password }: DeleteMeDto): Promise<DeletedMe> {
    return await this.profile.remove(person, password);
  }

  @Get('export')
  @Documented({ summary: 'Everything that is kept of the person', secured: true })
  async export(
    @Person() person: Principal,
    @Query() { format }: ExportQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    void reply.header('content-disposition', `attachment; filename="marquee.${format}"`);
    if (format === 'json') return await this.exports.everything(person.userId);
    void reply.header('content-type', 'text/csv; charset=utf-8');
    return await this.exports.ratingsCsv(person.userId);
  }
}
