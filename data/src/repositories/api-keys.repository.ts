import type { ApiKey, Role, Scope } from '@marquee/contract/account';
import { apiKeyEntity } from '#entities/access.entities';
import type { ApiKeyRow } from '#entities/access.entities';
import type { Store } from '#store';
import { isUuid } from '#uuid';

export interface KeyHolder {
  /** The key's id. */
  readonly id: string;
  readonly userId: number;
  readonly publicId: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  readonly disabled: boolean;
  /** As in a session's standing. */
  readonly revision: number;
}

/** Keys for other programs; only their hash is kept. */
export class ApiKeysRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  async create(key: {
    readonly userId: number;
    readonly name: string;
    readonly prefix: string;
    readonly keyHash: string;
    readonly scopes: readonly Scope[];
  }): Promise<ApiKey> {
    return await this.store.run(async (manager) => {
      const row = manager.create(apiKeyEntity, { ...key, scopes: [...key.scopes] });
      return toApiKey(await manager.save(apiKeyEntity, row));
    });
  }

  async list(userId: number): Promise<ApiKey[]> {
    const rows = await this.store.run((manager) =>
      manager.find(apiKeyEntity, { where: { userId }, order: { createdAt: 'ASC' } }),
    );
    return rows.map(toApiKey);
  }

  /** @returns whether there was one. */
  async remove(userId: number, id: string): Promise<boolean> {
    if (!isUuid(id)) return false;
    return (await this.store.count('DELETE FROM api_keys WHERE user_id = $1 AND id = $2', [userId, id])) > 0;
  }

  /** Whose keys they are, by hash: one statement for requests that come together. Notes the use at most once a minute. */
  async holders(keyHashes: readonly string[], now = new Date()): Promise<ReadonlyMap<string, KeyHolder>> {
    const found = await this.store.rows<KeyHolder & { hash: string; stale: boolean }>(
      `SELECT k.id, u.id AS "userId", u.public_id AS "publicId", u.role, k.scopes, u.disabled, u.revision,
         k.key_hash AS hash, k.last_used_at IS NULL OR k.last_used_at < $2::timestamptz - interval '1 minute' AS stale
       FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.key_hash = ANY($1::text[])`,
      [keyHashes, now],
    );
    const stale = found.filter((key) => key.stale).map(({ id }) => id);
    if (stale.length > 0)
      await this.store.rows('UPDATE api_keys SET last_used_at = $2 WHERE id = ANY($1::uuid[])', [stale, now]);
    return new Map(found.map(({ hash, stale: _stale, ...holder }) => [hash, holder]));
  }
}

function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
