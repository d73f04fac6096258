import { EntitySchema } from 'typeorm';
import type { Role } from '@marquee/contract/account';
import type { Cause } from '@marquee/contract/recommendation';

/** `account`: registered; `imported`: a person of a data set; `generated`: an imaginary person of the demo. */
export type UserKind = 'account' | 'imported' | 'generated';

export interface User {
  /** The row; never leaves the server. */
  id: number;
  publicId: string;
  kind: UserKind;
  /** Data set and the id there, such as `movielens` and `414`; null for accounts. */
  source: string | null;
  externalId: string | null;
  email: string | null;
  name: string;
  passwordHash: string | null;
  role: Role;
  disabled: boolean;
  /** Counts what the person said: ratings, hidden films, preferences. */
  revision: number;
  /** What they said last, in words. */
  lastChange: string | null;
  /** The same, for programs. */
  lastCause: Cause | null;
  createdAt: Date;
  lastSeenAt: Date | null;
}

export const userEntity = new EntitySchema<User>({
  name: 'User',
  tableName: 'users',
  columns: {
    id: { type: 'integer', primary: true, generated: 'increment' },
    publicId: { type: 'uuid', name: 'public_id', generated: 'uuid' },
    kind: { type: 'text' },
    source: { type: 'text', nullable: true },
    externalId: { type: 'text', name: 'external_id', nullable: true },
    email: { type: 'text', nullable: true },
    name: { type: 'text' },
    passwordHash: { type: 'text', name: 'password_hash', nullable: true },
    role: { type: 'text', default: 'user' },
    disabled: { type: 'boolean', default: false },
    revision: { type: 'integer', default: 0 },
    lastChange: { type: 'text', name: 'last_change', nullable: true },
    lastCause: { type: 'jsonb', name: 'last_cause', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at', createDate: true },
    lastSeenAt: { type: 'timestamptz', name: 'last_seen_at', nullable: true },
  },
});
