import { startContainer } from './docker.ts';
import { startElasticsearch } from './elasticsearch.ts';
import { useExternal } from './external.ts';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { CannotRunError, SERVICE_NAMES } from './service.ts';
import type { Context, Service, ServiceName } from './service.ts';
import type { Progress } from '../progress.ts';

export const SERVICE_MODES = ['embedded', 'docker', 'external'] as const;
export type ServiceMode = (typeof SERVICE_MODES)[number];

const VARIABLES = {
  postgres: 'DATABASE_URL',
  redis: 'REDIS_URL',
  elasticsearch: 'ELASTICSEARCH_URL',
} as const satisfies Record<ServiceName, string>;
const EMBEDDED = {
  postgres: startPostgres,
  redis: startRedis,
  elasticsearch: startElasticsearch,
} as const satisfies Record<ServiceName, (context: Context) => Promise<Service>>;

export type ServiceUrls = Readonly<Partial<Record<(typeof VARIABLES)[ServiceName], string>>>;

export type Wanted = {
  /** Read for the three addresses and MARQUEE_SERVICES. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly context: Context;
  readonly progress: Progress;
  /** Those that are wanted; all three by default. */
  readonly names?: readonly ServiceName[];
};

/**
 * Finds or starts the services at the same time, and prints each choice with its reason.
 * @throws Error that names every service that cannot be had.
 */
export async function startServices({
  environment,
  context,
  progress,
  names = SERVICE_NAMES,
}: Wanted): Promise<ServiceUrls> {
  const mode = modeOf(environment.MARQUEE_SERVICES);
  const missing = names.map((name) => VARIABLES[name]).filter((variable) => !environment[variable]);
  if (mode === 'external' && missing.length > 0) {
    throw new Error(`MARQUEE_SERVICES=external needs ${missing.join(', ')} too.`);
  }
  const results = await Promise.allSettled(
    names.map((name) =>
      progress.step(
        () => choose(name, { mode, url: environment[VARIABLES[name]] || undefined, context }),
        ({ service, reason }) => `${service.what} at ${new URL(service.url).host}: ${reason}`,
      ),
    ),
  );
  const problems = results.flatMap((result) =>
    result.status === 'rejected' ? [String(result.reason.message)] : [],
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const urls = results.flatMap((result, position) =>
    result.status === 'fulfilled' ? [[VARIABLES[names[position]!], result.value.service.url]] : [],
  );
  return Object.fromEntries(urls) as ServiceUrls;
}

function modeOf(text: string | undefined): ServiceMode | undefined {
  if (!text) return undefined;
  const mode = SERVICE_MODES.find((name) => name === text);
  if (!mode)
    throw new Error(`MARQUEE_SERVICES is "${text}" but must be ${SERVICE_MODES.join(', ')} or nothing.`);
  return mode;
}

type Choice = { readonly service: Service; readonly reason: string };
type Basis = {
  readonly mode: ServiceMode | undefined;
  readonly url: string | undefined;
  readonly context: Context;
};

async function choose(name: ServiceName, { mode, url, context }: Basis): Promise<Choice> {
  const variable = VARIABLES[name];
  if (url && (mode === undefined || mode === 'external')) {
    return { service: await useExternal(variable, url), reason: `external, as ${variable} says` };
  }
  if (mode === 'docker') {
    return { service: await startContainer(name, context), reason: 'as MARQUEE_SERVICES=docker says' };
  }
  try {
    const reason = mode ? 'as MARQUEE_SERVICES=embedded says' : `embedded, as ${variable} is not set`;
    return { service: await EMBEDDED[name](context), reason };
  } catch (error) {
    if (!(error instanceof CannotRunError)) throw error;
    if (mode === 'embedded') throw new Error(`${name} cannot run embedded: ${error.message}.`);
    return await instead(name, context, error.message);
  }
}

async function instead(name: ServiceName, context: Context, problem: string): Promise<Choice> {
  try {
    return { service: await startContainer(name, context), reason: `Docker, because ${problem}` };
  } catch (error) {
    if (!(error instanceof CannotRunError)) throw error;
    throw new Error(`${name}: ${problem}; or set ${VARIABLES[name]}. ${error.message}.`);
  }
}
