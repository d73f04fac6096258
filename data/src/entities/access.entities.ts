import { EntitySchema } from 'typeorm';
import type { Scope } from '@marquee/contract/account';

/** One login; its refresh tokens follow each other in a chain. */
export interface SessionFamilyRow {
  id: string;
  userId: number;
  createdAt: Date;
  expiresAt: Date;
}

export const sessionFamilyEntity = new EntitySchema<SessionFamilyRow>({
  name: 'SessionFamily',
  tableName: 'session_families',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    userId: { type: 'integer', name: 'user_id' },
    createdAt: { type: 'timestamptz', name: 'created_at', createDate: true },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
  },
});

export interface RefreshTokenRow {
  tokenHash: string;
  familyId: string;
  createdAt: Date;
  usedAt: Date | null;
}

export const refreshTokenEntity = new EntitySchema<RefreshTokenRow>({
  name: 'RefreshToken',
  tableName: 'refresh_tokens',
  columns: {
    tokenHash: { type: 'text', name: 'token_hash', primary: true },
    familyId: { type: 'uuid', name: 'family_id' },
    createdAt: { type: 'timestamptz', name: 'created_at', createDate: true },
    usedAt: { type: 'timestamptz', name: 'used_at', nullable: true },
  },
});

export interface ApiKeyRow {
  id: string;
  userId: number;
  name: string;
  prefix: string;
  keyHash: string;
  scopes: Scope[];
  createdAt: Date;
  lastUsedAt: Date | null;
}

export const apiKeyEntity = new EntitySchema<ApiKeyRow>({
  name: 'ApiKey',
  tableName: 'api_keys',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    userId: { type: 'integer', name: 'user_id' },
    name: { type: 'text' },
    prefix: { type: 'text' },
    keyHash: { type: 'text', name: 'key_hash' },
    scopes: { type: 'text', array: true },
    createdAt: { type: 'timestamptz', name: 'created_at', createDate: true },
    lastUsedAt: { type: 'timestamptz', name: 'last_used_at', nullable: true },
  },
});
