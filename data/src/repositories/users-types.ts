import type { adminUserSchema } from '@marquee/contract/admin';
import type { Role } from '@marquee/contract/account';
import type { z } from 'zod';

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly role?: Role;
}

export interface AdminUserPage {
  readonly items: z.infer<typeof adminUserSchema>[];
  readonly total: number;
  readonly nextCursor: string | null;
}
