import type { JSONColumnType } from 'kysely';

/** jsonb: read as data, written as JSON text (pg and PGlite disagree on arrays that are not text). */
export type Json<T extends object> = JSONColumnType<T, string, string>;
