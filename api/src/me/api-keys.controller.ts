import { randomBytes } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { apiKeySchema, createApiKeySchema, createdApiKeySchema } from '@marquee/contract/account';
import type { ApiKey, CreatedApiKey } from '@marquee/contract/account';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { tokenHash } from '#http/authenticator';
import { Person, SessionOnly } from '#http/principal';
import type { Principal } from '#http/principal';
import { Documented } from '#http/response';
import { UuidPipe } from '#http/uuid.pipe';
import { DATABASE } from '#infrastructure/tokens';

class CreateApiKeyDto extends createZodDto(createApiKeySchema) {}
class CreatedApiKeyDto extends createZodDto(createdApiKeySchema) {}
class ApiKeysDto extends createZodDto(z.object({ items: z.array(apiKeySchema) }).meta({ id: 'ApiKeys' })) {}

const MOST_KEYS = 20;
const KEY_BYTES = 32;
/** How much of a key is kept in clear, to recognise it by. */
const PREFIX_LENGTH = 10;

/** Keys for other programs; a key cannot make keys. */
@Controller('v1/me/api-keys')
export class ApiKeysController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get()
  @Documented({ summary: 'The person’s API keys', type: ApiKeysDto, secured: true })
  async list(@Person() { userId }: Principal): Promise<{ items: ApiKey[] }> {
    return { items: await this.database.apiKeys.list(userId) };
  }

  @Post()
  @SessionOnly()
  @Documented({
    summary: 'Makes a key; the answer shows it this once',
    status: 201,
    type: CreatedApiKeyDto,
    secured: true,
    problems: [409],
  })
  async create(
    @Person() { userId }: Principal,
    @Body() { name, scopes }: CreateApiKeyDto,
  ): Promise<CreatedApiKey> {
    if ((await this.database.apiKeys.list(userId)).length >= MOST_KEYS) {
      throw new ProblemError('conflict', `There are ${String(MOST_KEYS)} keys already; delete one first.`);
    }
    const key = `mq_${randomBytes(KEY_BYTES).toString('base64url')}`;
    const made = await this.database.apiKeys.create({
      userId,
      name,
      scopes,
      keyHash: tokenHash(key),
      prefix: key.slice(0, PREFIX_LENGTH),
    });
    return { ...made, key };
  }

  @Delete(':id')
  @SessionOnly()
  @HttpCode(204)
  @Documented({ summary: 'Ends a key at once', status: 204, secured: true, problems: [404] })
  async remove(@Person() { userId }: Principal, @Param('id', UuidPipe) id: string): Promise<void> {
    if (!(await this.database.apiKeys.remove(userId, id)))
      throw new ProblemError('not-found', 'There is no such key.');
  }
}
