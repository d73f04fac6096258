import type { LogLevel } from '@marquee/contract/jobs';
import type { JobRequest } from '#run-job';
import type { FailureKind, Outcome } from '#outcome';

/** What a worker says to the process that runs a job. */
export type ToChild =
  | { readonly kind: 'run'; readonly job: JobRequest; readonly requestedBy: string | null }
  | { readonly kind: 'cancel' };

/** What that process answers. */
export type FromChild =
  | { readonly kind: 'progress'; readonly share: number; readonly step: string }
  | { readonly kind: 'log'; readonly line: string; readonly level: LogLevel }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'failure'; readonly failure: FailureKind; readonly message: string };
