import { type RawBuilder, sql } from 'kysely';

/** Orders by a list number as a person counts: 2-1, 2-10, 10-1. `column` is ours, never somebody's input. */
export function byNumber(column: string): RawBuilder<unknown> {
  const figures = sql.raw(`regexp_replace(${column}, '[^0-9]+', '-', 'g')`);
  return sql`array_remove(string_to_array(${figures}, '-'), '')::numeric[], ${sql.raw(column)} collate "C"`;
}

/** What `ilike` takes to find this text anywhere, its wildcards taken as plain characters. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
