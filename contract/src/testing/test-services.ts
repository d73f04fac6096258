import { childEnvironment } from '../environment.ts';

export interface TestServices {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly elasticsearchUrl: string;
}

/**
 * Where the services of a test run listen. Never the standard addresses: a test empties what it finds there.
 * @throws Error when they were not started for the tests
 */
export function testServices(): TestServices {
  const given = childEnvironment({});
  const of = (name: string): string => {
    const url = given[name];
    if (!url) throw new Error(`${name} is not set; npm test -- medium starts services of its own`);
    return url;
  };
  return {
    databaseUrl: of('DATABASE_URL'),
    redisUrl: of('REDIS_URL'),
    elasticsearchUrl: of('ELASTICSEARCH_URL'),
  };
}

/** Another database of the tests' Redis, for what must not meet the keys of other tests. @param number 1 to 15 */
export const redisDatabase = (number: number): string =>
  `${testServices().redisUrl.replace(/\/\d*$/, '')}/${String(number)}`;
