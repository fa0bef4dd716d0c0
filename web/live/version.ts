import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../ledger/tables.ts';

/**
 * Changes whenever something on a page of this campaign may have: the record has grown, a rehearsal's clock or an import has
 * moved. It says nothing of what.
 */
export async function versionOf(db: Kysely<Tables>, campaign: string): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select concat_ws('.',
      (select coalesce(max(pos), 0) from event),
      (select now from rehearsal where campaign = ${campaign}),
      (select max(moved_at) from import where campaign = ${campaign})
    ) as version
  `.execute(db);
  return rows[0]?.version ?? '';
}
