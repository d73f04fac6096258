import type { Role } from '@marquee/contract/account';
import type { AdminUserPage, NewAccount } from '#repositories/users-types';
import { decodeCursor, encodeCursor } from '#cursor';
import { userEntity } from '#entities/user.entity';
import type { User, UserKind } from '#entities/user.entity';
import { causeOf, changeText } from '#repositories/change';
import type { Change } from '#repositories/change';
import { removeUser } from '#repositories/remove-user';
import type { RemovedRows } from '#repositories/remove-user';
import { sqlState } from '#unavailable';
import type { Store } from '#store';
import { isUuid } from '#uuid';

const UNIQUE_VIOLATION = '23505';

export class UsersRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  /** @returns null when there is an account with this email already, in whatever case of letters. */
  async create(account: NewAccount): Promise<User | null> {
    const email = account.email.trim().toLowerCase();
    try {
      return await this.store.run(async (manager) => {
        const row = manager.create(userEntity, {
          kind: 'account',
          email,
          name: account.name,
          passwordHash: account.passwordHash,
          role: account.role ?? 'user',
        });
        const saved = await manager.save(userEntity, row);
        return await manager.findOneByOrFail(userEntity, { id: saved.id });
      });
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) return null;
      throw error;
    }
  }

  async findById(id: number): Promise<User | undefined> {
    return (await this.store.run((manager) => manager.findOneBy(userEntity, { id }))) ?? undefined;
  }

  async findByPublicId(publicId: string): Promise<User | undefined> {
    if (!isUuid(publicId)) return undefined;
    return (await this.store.run((manager) => manager.findOneBy(userEntity, { publicId }))) ?? undefined;
  }

  async findByEmail(email: string): Promise<User | undefined> {
    const folded = email.trim().toLowerCase();
    return (await this.store.run((manager) => manager.findOneBy(userEntity, { email: folded }))) ?? undefined;
  }

  /** The person of a data set, such as MovieLens' 414. */
  async findByExternalId(source: string, externalId: string): Promise<User | undefined> {
    return (await this.store.run((m) => m.findOneBy(userEntity, { source, externalId }))) ?? undefined;
  }

  async update(
    id: number,
    changes: Partial<Pick<User, 'name' | 'passwordHash' | 'role' | 'disabled'>>,
  ): Promise<User | undefined> {
    if (Object.keys(changes).length > 0) {
      await this.store.run((manager) => manager.update(userEntity, { id }, changes));
    }
    return await this.findById(id);
  }

  /** Notes that what a person says about their taste has changed; belongs into the transaction of the change. */
  async noteChange(id: number, change: Change): Promise<void> {
    await this.store.rows(
      'UPDATE users SET revision = revision + 1, last_change = $2, last_cause = $3 WHERE id = $1',
      [id, changeText(change), JSON.stringify(causeOf(change))],
    );
  }

  /** See `noteChange`; undefined when there is no such person. */
  async revisionOf(id: number): Promise<number | undefined> {
    const sql = 'SELECT revision FROM users WHERE id = $1';
    return (await this.store.row<{ revision: number }>(sql, [id]))?.revision;
  }

  /** What the person did last, as noted. */
  async lastChange(id: number): Promise<Pick<User, 'lastChange' | 'lastCause'>> {
    const sql = 'SELECT last_change AS "lastChange", last_cause AS "lastCause" FROM users WHERE id = $1';
    const row = await this.store.row<Pick<User, 'lastChange' | 'lastCause'>>(sql, [id]);
    return row ?? { lastChange: null, lastCause: null };
  }

  /** Notes that the person was here; writes at most once a minute. */
  async touch(id: number, at = new Date()): Promise<void> {
    await this.store.rows(
      `UPDATE users SET last_seen_at = $2
       WHERE id = $1 AND (last_seen_at IS NULL OR last_seen_at < $2::timestamptz - interval '1 minute')`,
      [id, at],
    );
  }

  /** Deletes the person and everything that belongs to them. @returns how many rows went, by table. */
  async remove(id: number): Promise<RemovedRows> {
    return await removeUser(this.store, id);
  }

  /** How many people there are of each kind, and how many admins that can log in. */
  async counts(): Promise<Record<UserKind | 'admins', number>> {
    const row = await this.store.row<Record<UserKind | 'admins', number>>(
      `SELECT count(*) FILTER (WHERE kind = 'account')::int AS account,
         count(*) FILTER (WHERE kind = 'imported')::int AS imported,
         count(*) FILTER (WHERE kind = 'generated')::int AS generated,
         count(*) FILTER (WHERE role = 'admin' AND NOT disabled)::int AS admins
       FROM users`,
    );
    return row!;
  }

  /** Ids of accounts seen since a moment, latest first; for warming caches. */
  async activeSince(since: Date): Promise<number[]> {
    const rows = await this.store.rows<{ id: number }>(
      `SELECT id FROM users WHERE kind = 'account' AND NOT disabled AND last_seen_at >= $1
       ORDER BY last_seen_at DESC`,
      [since],
    );
    return rows.map(({ id }) => id);
  }

  /** A page of people for admins: accounts first, then by age of the row. @throws ProblemError `invalid-cursor` */
  async list(query: {
    readonly q?: string | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
  }): Promise<AdminUserPage> {
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, 'users');
    const like = query.q === undefined ? null : `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
    const match = `($1::text IS NULL OR u.email ILIKE $1 OR u.name ILIKE $1)`;
    const rows = await this.store.rows<AdminRow>(
      `SELECT u.id AS "rowId", u.public_id AS id, coalesce(u.email, u.source || ' ' || u.external_id) AS email,
         u.name, u.role, u.disabled, u.kind = 'generated' AS generated, u.created_at AS "createdAt",
         u.last_seen_at AS "lastSeenAt", (u.kind <> 'account')::int AS rank,
         (SELECT count(*)::int FROM ratings r WHERE r.user_id = u.id) AS "ratingCount"
       FROM users u
       WHERE ${match} AND ($3::int IS NULL OR ((u.kind <> 'account')::int, u.id) > ($3::int, $4::int))
       ORDER BY (u.kind <> 'account')::int, u.id LIMIT $2`,
      [like, query.limit + 1, after ? Number(after[1]) : null, after ? Number(after[2]) : null],
    );
    const total = await this.store.row<{ n: number }>(
      `SELECT count(*)::int AS n FROM users u WHERE ${match}`,
      [like],
    );
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map(({ rowId: _rowId, rank: _rank, createdAt, lastSeenAt, ...user }) => ({
        ...user,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt?.toISOString() ?? null,
      })),
      total: total!.n,
      nextCursor: rows.length > page.length && last ? encodeCursor(['users', last.rank, last.rowId]) : null,
    };
  }
}

interface AdminRow {
  rowId: number;
  rank: number;
  id: string;
  email: string;
  name: string;
  role: Role;
  disabled: boolean;
  generated: boolean;
  ratingCount: number;
  createdAt: Date;
  lastSeenAt: Date | null;
}
