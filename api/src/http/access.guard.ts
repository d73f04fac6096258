import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Environment } from '@marquee/contract/environment';
import { ProblemError } from '@marquee/contract/problem';
import type { FastifyRequest } from 'fastify';
import { Authenticator } from '#http/authenticator';
import { LastSeen } from '#http/last-seen';
import { CHECKS_SESSION, PUBLIC, SESSION_ONLY, WEIGHT } from '#http/principal';
import type { Claimant } from '#http/principal';
import { RateLimits, requests } from '#http/rate-limit';
import { ENVIRONMENT } from '#infrastructure/tokens';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Reads in meaning, though the question comes in a body. */
const READING_POSTS = new Set(['/v1/recommendations', '/v1/auth/logout']);

interface Rule {
  readonly isPublic: boolean;
  readonly isSessionOnly: boolean;
  readonly checksSession: boolean;
  readonly weight: number;
}

/**
 * The one guard over everything: counts the request, finds out who asks, and denies by default. Routes under
 * `/v1/admin` need an admin whatever the controller says.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  /** What the decorators say, read once a route. */
  private readonly rules = new WeakMap<object, Rule>();

  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly limits: RateLimits,
    private readonly lastSeen: LastSeen,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const rule = this.ruleOf(context);
    const route = request.routeOptions.url ?? '';
    if (route.startsWith('/health') || route === '/metrics') return true;
    request.clientAddress = this.clientAddress(request);
    // Side by side, as each waits for another service; who asks too much is told that, whoever it is.
    const [counted, identified] = await Promise.allSettled([
      this.count(request.clientAddress, rule.weight),
      this.identify(request, rule),
    ]);
    if (counted.status === 'rejected') throw counted.reason;
    if (identified.status === 'rejected') throw identified.reason;
    const asking = identified.value;
    if (asking !== undefined) this.lastSeen.note(asking.userId);
    const isAdminRoute = route.startsWith('/v1/admin');
    if (rule.isPublic && !isAdminRoute) return true;
    if (asking === undefined) throw new ProblemError('unauthenticated');
    if (isAdminRoute && request.principal?.role !== 'admin') throw new ProblemError('forbidden');
    requireScope(asking, request, route);
    if ((rule.isSessionOnly || isAdminRoute) && asking.by !== 'session') {
      throw new ProblemError('forbidden', 'An API key may not do that; log in.');
    }
    return true;
  }

  private async identify(request: FastifyRequest, rule: Rule): Promise<Claimant | undefined> {
    if (rule.checksSession) return (request.claimant = await this.authenticator.claimant(request.headers));
    return (request.principal = await this.authenticator.identify(request.headers));
  }

  private async count(address: string, weight: number): Promise<void> {
    const perMinute = this.environment.REQUESTS_PER_MINUTE;
    if (perMinute > 0) await this.limits.take(requests(perMinute), address, weight);
  }

  private ruleOf(context: ExecutionContext): Rule {
    const handler = context.getHandler();
    const known = this.rules.get(handler);
    if (known !== undefined) return known;
    const said = <T>(key: string) =>
      this.reflector.getAllAndOverride<T | undefined>(key, [handler, context.getClass()]);
    const rule = {
      isPublic: said<boolean>(PUBLIC) === true,
      isSessionOnly: said<boolean>(SESSION_ONLY) === true,
      checksSession: said<boolean>(CHECKS_SESSION) === true,
      weight: said<number>(WEIGHT) ?? 1,
    };
    this.rules.set(handler, rule);
    return rule;
  }

  /** The web server names the person's address in X-Forwarded-For and proves itself with the shared secret. */
  private clientAddress(request: FastifyRequest): string {
    const secret = this.environment.TRUSTED_PROXY_SECRET;
    const shown = request.headers['x-marquee-proxy'];
    const forwarded = request.headers['x-forwarded-for'];
    if (secret === undefined || typeof shown !== 'string' || typeof forwarded !== 'string') return request.ip;
    const [expected, given] = [Buffer.from(secret), Buffer.from(shown)];
    const trusted = expected.length === given.length && timingSafeEqual(expected, given);
    return trusted ? (forwarded.split(',')[0]?.trim() ?? request.ip) : request.ip;
  }
}

function requireScope({ scopes }: Claimant, request: FastifyRequest, route: string): void {
  const reads = READING.has(request.method) || (request.method === 'POST' && READING_POSTS.has(route));
  const needed = reads ? 'read' : 'write';
  if (!scopes.includes(needed)) {
    throw new ProblemError('insufficient-scope', `This needs the scope "${needed}".`);
  }
}
