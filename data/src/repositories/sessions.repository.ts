import type { Role } from '@marquee/contract/account';
import type { Store } from '#store';
import { isUuid } from '#uuid';

/** How a refresh ended. `reused`: the token had been used before, so its whole family has been ended. */
export type Rotation =
  | { readonly outcome: 'ok'; readonly familyId: string; readonly userId: number }
  | { readonly outcome: 'reused'; readonly userId: number }
  | { readonly outcome: 'unknown' };

export interface Standing {
  readonly userId: number;
  readonly publicId: string;
  readonly role: Role;
  readonly disabled: boolean;
  /** Rises with whatever a person says about their taste; names their cached answers. */
  readonly revision: number;
}

export interface OpenLogin {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** When its tokens were last renewed. */
  readonly lastUsedAt: Date;
}

/** Logins: each is a family of refresh tokens, of which each may be used once. Only hashes are kept. */
export class SessionsRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  /** @returns the new family's id. */
  async create(session: {
    readonly userId: number;
    readonly tokenHash: string;
    readonly expiresAt: Date;
  }): Promise<string> {
    return await this.store.transaction(async (store) => {
      const family = await store.row<{ id: string }>(
        'INSERT INTO session_families (user_id, expires_at) VALUES ($1, $2) RETURNING id',
        [session.userId, session.expiresAt],
      );
      await this.addToken(store, session.tokenHash, family!.id);
      return family!.id;
    });
  }

  /** Whose sessions they are, of those that stand, by family: one statement for requests that come together. */
  async standings(families: readonly string[], now = new Date()): Promise<ReadonlyMap<string, Standing>> {
    const ids = families.filter(isUuid);
    if (ids.length === 0) return new Map();
    const rows = await this.store.rows<Standing & { family: string }>(
      `SELECT f.id AS family, u.id AS "userId", u.public_id AS "publicId", u.role, u.disabled, u.revision
       FROM session_families f JOIN users u ON u.id = f.user_id
       WHERE f.id = ANY($1::uuid[]) AND f.expires_at > $2`,
      [ids, now],
    );
    return new Map(rows.map(({ family, ...standing }) => [family, standing]));
  }

  /** A person's logins that stand, latest first. */
  async list(userId: number, now = new Date()): Promise<OpenLogin[]> {
    return await this.store.rows<OpenLogin>(
      `SELECT f.id, f.created_at AS "createdAt", f.expires_at AS "expiresAt",
         coalesce((SELECT max(t.created_at) FROM refresh_tokens t WHERE t.family_id = f.id), f.created_at)
           AS "lastUsedAt"
       FROM session_families f WHERE f.user_id = $1 AND f.expires_at > $2
       ORDER BY f.created_at DESC, f.id`,
      [userId, now],
    );
  }

  /** Ends one login of a person. @returns whether there was one. */
  async revoke(userId: number, family: string): Promise<boolean> {
    if (!isUuid(family)) return false;
    const sql = 'DELETE FROM session_families WHERE id = $1 AND user_id = $2';
    return (await this.store.count(sql, [family, userId])) > 0;
  }

  /** Takes one refresh token and gives its successor, at once or not at all. */
  async rotate(change: {
    readonly tokenHash: string;
    readonly nextHash: string;
    readonly expiresAt: Date;
    readonly now?: Date;
  }): Promise<Rotation> {
    const now = change.now ?? new Date();
    return await this.store.transaction(async (store) => {
      const found = await store.row<{ family: string; userId: number; used: boolean; expired: boolean }>(
        `SELECT f.id AS family, f.user_id AS "userId", t.used_at IS NOT NULL AS used, f.expires_at <= $2 AS expired
         FROM refresh_tokens t JOIN session_families f ON f.id = t.family_id
         WHERE t.token_hash = $1 FOR UPDATE`,
        [change.tokenHash, now],
      );
      if (found === undefined || found.expired) return { outcome: 'unknown' };
      if (found.used) {
        await store.rows('DELETE FROM session_families WHERE id = $1', [found.family]);
        return { outcome: 'reused', userId: found.userId };
      }
      await store.rows('UPDATE refresh_tokens SET used_at = $2 WHERE token_hash = $1', [
        change.tokenHash,
        now,
      ]);
      await this.addToken(store, change.nextHash, found.family);
      await store.rows('UPDATE session_families SET expires_at = $2 WHERE id = $1', [
        found.family,
        change.expiresAt,
      ]);
      return { outcome: 'ok', familyId: found.family, userId: found.userId };
    });
  }

  /** Ends the login that a refresh token belongs to. @returns whether there was one. */
  async revokeByHash(tokenHash: string): Promise<boolean> {
    const sql =
      'DELETE FROM session_families WHERE id = (SELECT family_id FROM refresh_tokens WHERE token_hash = $1)';
    return (await this.store.count(sql, [tokenHash])) > 0;
  }

  async revokeFamily(family: string): Promise<boolean> {
    if (!isUuid(family)) return false;
    return (await this.store.count('DELETE FROM session_families WHERE id = $1', [family])) > 0;
  }

  /** Ends all logins of a person, except perhaps the present one. @returns how many. */
  async revokeAll(userId: number, exceptFamily?: string): Promise<number> {
    return await this.store.count(
      'DELETE FROM session_families WHERE user_id = $1 AND id::text IS DISTINCT FROM $2',
      [userId, exceptFamily ?? null],
    );
  }

  /** Forgets expired logins. @returns how many. */
  async purge(now = new Date()): Promise<number> {
    return await this.store.count('DELETE FROM session_families WHERE expires_at <= $1', [now]);
  }

  private async addToken(store: Store, hash: string, family: string): Promise<void> {
    await store.rows('INSERT INTO refresh_tokens (token_hash, family_id) VALUES ($1, $2)', [hash, family]);
  }
}
