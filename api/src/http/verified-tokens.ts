import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ROLES } from '@marquee/contract/account';
import { ProblemError } from '@marquee/contract/problem';
import { z } from 'zod';

/** Claims of an access token: sub = public id, uid = row id, fam = refresh token family. */
const claimsSchema = z.object({ sub: z.string(), uid: z.int(), role: z.enum(ROLES), fam: z.uuid() });
export type Claims = z.infer<typeof claimsSchema>;

const verifiedSchema = claimsSchema.extend({ exp: z.int() });

/** About 1 kB each. */
const MOST_KEPT = 5000;

/**
 * Checks access tokens, and keeps in memory what it has checked: a signature that was right stays right until the token
 * expires. Whether the session still stands is another question, and asked elsewhere.
 */
@Injectable()
export class VerifiedTokens {
  private readonly kept = new Map<string, z.infer<typeof verifiedSchema>>();

  constructor(private readonly jwt: JwtService) {}

  /** @throws ProblemError `invalid-token` when it is forged, broken or expired. */
  claims(token: string): Claims {
    const known = this.kept.get(token);
    if (known !== undefined && known.exp > Date.now() / 1000) return known;
    this.kept.delete(token);
    try {
      const claims = verifiedSchema.parse(this.jwt.verify<Record<string, unknown>>(token));
      this.keep(token, claims);
      return claims;
    } catch (cause) {
      throw new ProblemError('invalid-token', 'Refresh it or log in again.', { cause });
    }
  }

  /** The oldest goes when there are too many. */
  private keep(token: string, claims: z.infer<typeof verifiedSchema>): void {
    if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(token, claims);
  }
}
