import { sql, type Transaction } from 'kysely';
import type { Rows } from '../record.ts';
import type { Tables } from '../tables.ts';

/** Raises notices; they wait for their window. */
export async function insertNotices(tx: Transaction<Tables>, rows: Rows['notices']): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into notice (id, campaign, stream, finding, measure, role, unit, letter, block, basis, due, facts,
      raised_at, window_at, state)
    select id, campaign, stream, finding, measure, role, unit, letter, block, basis, due, facts,
      raised_at, window_at, 'waiting'
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(id text, campaign text, stream text, finding text, measure text, role text, unit text, letter text,
        block text, basis text, due text, facts jsonb, raised_at int8, window_at int8)
  `.execute(tx);
}

/** Takes back what has not been sent: the stream's waiting notices whose basis starts so. */
export async function voidNotices(tx: Transaction<Tables>, rows: Rows['voids']): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update notice set state = 'void', reason = r.reason
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(stream text, prefix text, reason text)
    where notice.stream = r.stream and notice.state = 'waiting' and starts_with(notice.basis, r.prefix)
  `.execute(tx);
}
