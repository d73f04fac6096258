import type { Secrets } from './secrets.ts';
import type { Place } from './supervisor.ts';

export const SERVICE_NAMES = ['postgres', 'redis', 'elasticsearch'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** A service that answers. */
export type Service = {
  readonly url: string;
  /** Such as "Postgres 18.4". */
  readonly what: string;
};

/** What the launchers of the services share. */
export type Context = {
  /** Absolute path of the data folder. */
  readonly data: string;
  /** Absolute path of the folder that keeps what was fetched; several data folders may share it. */
  readonly cache: string;
  readonly secrets: Secrets;
  readonly place: Place;
  /** False for a throw-away installation: no waiting for the disk. */
  readonly durable: boolean;
  /** One line while something long is under way, such as a download. */
  readonly note: (line: string) => void;
  /** Has something done when everything is stopped. */
  readonly atEnd: (work: () => Promise<void>) => void;
};

/** This machine lacks what a service needs; the message says what to install. */
export class CannotRunError extends Error {
  override readonly name = 'CannotRunError';
}

/** Services stop after the processes that use them. */
export const SERVICE_RANK = 1;
export const PROCESS_RANK = 0;
