import type {
  adminUserSchema,
  cachesSchema,
  compareSchema,
  dataQualitySchema,
  overviewSchema,
  peopleStatsSchema,
  scheduleSchema,
  searchStatsSchema,
} from '@marquee/contract/admin';

/** The answers of the admin API, by the contract's schemas. */
type Of<Schema extends { readonly _output: unknown }> = Readonly<Schema['_output']>;
export type { ModelRun } from '@marquee/contract/admin';
export type { JobRun, LogLine } from '@marquee/contract/jobs';
export type { Experiment, ExperimentResult, ExperimentSide, Replay } from '@marquee/contract/experiment';
export type Overview = Of<typeof overviewSchema>;
export type Caches = Of<typeof cachesSchema>;
export type DataQuality = Of<typeof dataQualitySchema>;
export type PeopleStats = Of<typeof peopleStatsSchema>;
export type SearchStats = Of<typeof searchStatsSchema>;
export type Schedule = Of<typeof scheduleSchema>;
export type AdminUser = Of<typeof adminUserSchema>;
export type Comparison = Of<typeof compareSchema>;
export interface List<Item> {
  readonly items: readonly Item[];
}
export interface AuditEntry {
  readonly at: string;
  readonly who: string;
  readonly action: string;
  readonly subject: string;
}
