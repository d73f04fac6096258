import { randomBytes } from 'node:crypto';
import { Global, Inject, Logger, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import type { Environment } from '@marquee/contract/environment';
import { openDatabase } from '@marquee/data/database';
import type { Database } from '@marquee/data/database';
import { connectElastic } from '@marquee/elastic/elastic';
import type { Elastic } from '@marquee/elastic/elastic';
import type { Redis } from 'ioredis';
import { Authenticator } from '#http/authenticator';
import { LastSeen } from '#http/last-seen';
import { RateLimits } from '#http/rate-limit';
import { VerifiedTokens } from '#http/verified-tokens';
import { Metrics } from '#health/metrics';
import { ACCESS_TOKEN_SECONDS } from '#infrastructure/access-token';
import { connectRedis } from '#infrastructure/redis';
import { DATABASE, ELASTIC, ENVIRONMENT, REDIS } from '#infrastructure/tokens';

/** The connections to everything outside the process; opened once, closed at the end. */
@Global()
@Module({})
export class InfrastructureModule implements OnApplicationShutdown {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(ELASTIC) private readonly elastic: Elastic,
  ) {}

  static with(environment: Environment): DynamicModule {
    const logger = new Logger('Infrastructure');
    const secret = environment.JWT_SECRET ?? randomBytes(32).toString('hex');
    if (environment.JWT_SECRET === undefined) {
      logger.warn('JWT_SECRET is not set: access tokens end with this process and hold in no other one.');
    }
    return {
      module: InfrastructureModule,
      imports: [
        JwtModule.register({ secret, signOptions: { algorithm: 'HS256', expiresIn: ACCESS_TOKEN_SECONDS } }),
      ],
      providers: [
        { provide: ENVIRONMENT, useValue: environment },
        {
          provide: DATABASE,
          useFactory: () =>
            openDatabase({ url: environment.DATABASE_URL, poolSize: 20, queryTimeoutMs: 10_000 }),
        },
        {
          provide: REDIS,
          useFactory: () =>
            connectRedis(environment.REDIS_URL, (error) => logger.warn(`Redis: ${error.message}`)),
        },
        {
          provide: ELASTIC,
          useFactory: () =>
            connectElastic({ url: environment.ELASTICSEARCH_URL, prefix: environment.ELASTICSEARCH_PREFIX }),
        },
        { provide: RateLimits, useFactory: (redis: Redis) => new RateLimits(redis), inject: [REDIS] },
        Authenticator,
        LastSeen,
        VerifiedTokens,
        Metrics,
      ],
      exports: [
        ENVIRONMENT,
        DATABASE,
        REDIS,
        ELASTIC,
        RateLimits,
        Authenticator,
        LastSeen,
        Metrics,
        JwtModule,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.redis.disconnect();
    await Promise.allSettled([this.elastic.close(), this.database.close()]);
  }
}
