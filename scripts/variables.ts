import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { EmbeddingModel } from './model/embedding-model.ts';
import { isAlive } from './services/processes.ts';
import type { Identity } from './services/processes.ts';
import type { Context } from './services/service.ts';
import type { ServiceUrls } from './services/start-services.ts';

export type Variables = Readonly<Record<string, string>>;

/** Reads `.env` of the repository into the environment; what is set already stays. */
export function readDotEnv(root: string): void {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

export type Installation = {
  readonly context: Context;
  readonly urls: ServiceUrls;
  readonly model: EmbeddingModel | undefined;
};

/** The variables that the processes of an installation read; those a person has set come first. */
export function installationVariables({ context, urls, model }: Installation): Variables {
  const { secrets, data } = context;
  const port = process.env.PORT || '3000';
  const apiPort = process.env.API_PORT || '3001';
  const defaults = {
    NODE_ENV: 'production',
    PORT: port,
    API_PORT: apiPort,
    API_URL: `http://127.0.0.1:${apiPort}`,
    PUBLIC_URL: `http://localhost:${port}`,
    JWT_SECRET: secrets.jwtSecret,
    TRUSTED_PROXY_SECRET: secrets.trustedProxySecret,
  };
  const set = Object.entries(process.env).filter(([name, value]) => name in defaults && value);
  return {
    ...defaults,
    ...(Object.fromEntries(set) as Variables),
    ...urls,
    // A process that finds no model would ask the hub again, which has just been tried.
    ...(model ? { EMBEDDING_MODEL_DIR: resolve(model.directory) } : { EMBEDDING_DOWNLOAD: 'false' }),
    MARQUEE_DATA: data,
  };
}

type Kept = { readonly launcher: Identity; readonly variables: Variables };
const keptFile = (data: string): string => join(data, 'variables.json');

/** Leaves the variables where `npm run job` finds them; the file is its owner's alone. */
export function keepVariables(context: Context, variables: Variables): void {
  const kept: Kept = { launcher: context.place.launcher, variables };
  rmSync(keptFile(context.data), { force: true });
  writeFileSync(keptFile(context.data), JSON.stringify(kept), { mode: 0o600 });
}

/** The variables of the launcher that runs on the data folder now, if one does. */
export function runningVariables(data: string): Variables | undefined {
  try {
    const kept = JSON.parse(readFileSync(keptFile(resolve(data)), 'utf8')) as Kept;
    return isAlive(kept.launcher) ? kept.variables : undefined;
  } catch {
    return undefined;
  }
}
