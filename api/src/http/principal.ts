import { createParamDecorator, SetMetadata } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Role, Scope } from '@marquee/contract/account';
import { ProblemError } from '@marquee/contract/problem';
import type { FastifyRequest } from 'fastify';

/** Who asks by what they show. Of a session it is still to be asked whether it stands: see ChecksSession. */
export interface Claimant {
  readonly userId: number;
  readonly publicId: string;
  readonly scopes: readonly Scope[];
  /** How it was shown: a session's access token or an API key. */
  readonly by: 'session' | 'api-key';
  /** The session (refresh token family) or the API key. */
  readonly credentialId: string;
}

/** Who asks, as the guard found out. */
export interface Principal extends Claimant {
  readonly role: Role;
  /** Rises with whatever the person says about their taste; names their cached answers. */
  readonly revision: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    principal?: Principal;
    /** Instead of the principal, on routes that check the session themselves. */
    claimant?: Claimant;
    /** The address that is counted by the rate limits. */
    clientAddress?: string;
  }
}

export const PUBLIC = 'marquee:public';
/** Opens a route to everybody; whoever shows a credential is still recognised. Everything else needs one. */
export const Public = () => SetMetadata(PUBLIC, true);

export const WEIGHT = 'marquee:weight';
/** How many points of the rate limit one request costs (1 by default). */
export const Weight = (points: number) => SetMetadata(WEIGHT, points);

export const SESSION_ONLY = 'marquee:session-only';
/** Not with an API key: for what changes the account itself. */
export const SessionOnly = () => SetMetadata(SESSION_ONLY, true);

export const CHECKS_SESSION = 'marquee:checks-session';
/**
 * The route asks itself whether the session stands, in a statement that it makes anyway, and refuses what it may not do. Such
 * a route has a Claimed and no Person.
 */
export const ChecksSession = () => SetMetadata(CHECKS_SESSION, true);

/** Who asks on a route that checks the session. */
export const Claimed = createParamDecorator((_: unknown, context: ExecutionContext): Claimant => {
  const { claimant } = context.switchToHttp().getRequest<FastifyRequest>();
  if (claimant === undefined) throw new ProblemError('unauthenticated');
  return claimant;
});

/** The person who asks; only on routes that are not public. */
export const Person = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (principal === undefined) throw new ProblemError('unauthenticated');
  return principal;
});

/** The person who asks, or undefined for a guest. */
export const MaybePerson = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal | undefined =>
    context.switchToHttp().getRequest<FastifyRequest>().principal,
);
