import type { Role, Session } from '@marquee/contract/account';
import type { Seal } from './sealed-cookie.server.ts';

/** What the session cookie holds. */
export interface Tokens {
  readonly access: string;
  readonly refresh: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  readonly name: string;
  readonly role: Role;
}

export const SESSION_COOKIE = 'marquee_session';
export const SESSION_SECONDS = 30 * 24 * 3600;
/** A token that is about to expire is changed early, so that it does not expire on its way. */
const EARLY_MS = 30_000;
/** Requests that still carry the former cookie get the same answer for a while. */
const REMEMBER_MS = 60_000;

export function tokensOf(session: Session, now = Date.now()): Tokens {
  return {
    access: session.accessToken,
    refresh: session.refreshToken,
    expires: now + session.expiresIn * 1000,
    name: session.user.name,
    role: session.user.role,
  };
}

/** The tokens in a cookie, or null when it is not one of ours. */
export function openTokens(seal: Seal, cookie: string | undefined): Tokens | null {
  if (cookie === undefined) return null;
  const value = seal.open(cookie) as Partial<Tokens> | null;
  return typeof value?.access === 'string' && typeof value.refresh === 'string' ? (value as Tokens) : null;
}

export type Refreshed =
  | { readonly kind: 'kept' | 'renewed'; readonly tokens: Tokens }
  /** The API refuses the token: the person must log in again. */
  | { readonly kind: 'ended' }
  /** The API cannot be asked now: the cookie stays. */
  | { readonly kind: 'unknown' };

/**
 * Changes tokens that have expired. A refresh token may be used once only, so that requests which carry the same
 * token share one call.
 */
export class Refresher {
  private readonly running = new Map<string, Promise<Refreshed>>();
  private readonly refresh: (token: string) => Promise<Session | null>;

  /** @param refresh asks the API; null when it refuses the token; throws when it cannot be asked. */
  constructor(refresh: (token: string) => Promise<Session | null>) {
    this.refresh = refresh;
  }

  async fresh(tokens: Tokens, now = Date.now()): Promise<Refreshed> {
    if (tokens.expires - EARLY_MS > now) return { kind: 'kept', tokens };
    let call = this.running.get(tokens.refresh);
    if (call === undefined) {
      call = this.renew(tokens.refresh);
      this.running.set(tokens.refresh, call);
      const outcome = await call;
      const forget = () => this.running.delete(tokens.refresh);
      if (outcome.kind === 'unknown') forget();
      else setTimeout(forget, REMEMBER_MS).unref();
    }
    return await call;
  }

  private async renew(token: string): Promise<Refreshed> {
    try {
      const session = await this.refresh(token);
      return session === null ? { kind: 'ended' } : { kind: 'renewed', tokens: tokensOf(session) };
    } catch {
      return { kind: 'unknown' };
    }
  }
}
