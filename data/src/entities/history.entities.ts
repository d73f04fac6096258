import { EntitySchema } from 'typeorm';

/** What happened; written once and read for evaluation, statistics and audits. */
export interface EventRow {
  /** bigint, hence text. */
  id: string;
  at: Date;
  userId: number | null;
  movieId: number;
  position: number | null;
  kind: 'impression' | 'click' | 'hide';
  listId: string | null;
  surface: string | null;
}

export const eventEntity = new EntitySchema<EventRow>({
  name: 'Event',
  tableName: 'events',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    at: { type: 'timestamptz', primary: true },
    userId: { type: 'integer', name: 'user_id', nullable: true },
    movieId: { type: 'integer', name: 'movie_id' },
    position: { type: 'smallint', nullable: true },
    kind: { type: 'text' },
    listId: { type: 'text', name: 'list_id', nullable: true },
    surface: { type: 'text', nullable: true },
  },
});

export interface SearchLogRow {
  id: string;
  at: Date;
  userId: number | null;
  query: string;
  mode: string;
  results: number;
  clickedMovieId: number | null;
}

export const searchLogEntity = new EntitySchema<SearchLogRow>({
  name: 'SearchLog',
  tableName: 'search_log',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    at: { type: 'timestamptz', createDate: true },
    userId: { type: 'integer', name: 'user_id', nullable: true },
    query: { type: 'text' },
    mode: { type: 'text' },
    results: { type: 'integer' },
    clickedMovieId: { type: 'integer', name: 'clicked_movie_id', nullable: true },
  },
});

export interface AuditRow {
  id: string;
  at: Date;
  userId: number | null;
  who: string;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
}

export const auditEntity = new EntitySchema<AuditRow>({
  name: 'Audit',
  tableName: 'audit_log',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    at: { type: 'timestamptz', createDate: true },
    userId: { type: 'integer', name: 'user_id', nullable: true },
    who: { type: 'text' },
    action: { type: 'text' },
    subject: { type: 'text' },
    detail: { type: 'jsonb' },
  },
});

export interface ImportReportRow {
  id: string;
  at: Date;
  source: string;
  report: Record<string, unknown>;
}

export const importReportEntity = new EntitySchema<ImportReportRow>({
  name: 'ImportReport',
  tableName: 'import_reports',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    at: { type: 'timestamptz', createDate: true },
    source: { type: 'text' },
    report: { type: 'jsonb' },
  },
});
