import { sql, type Transaction } from 'kysely';
import type { Projection } from '../append.ts';
import type { Tables } from '../tables.ts';
import { countChanges } from './boardCounts.ts';

type Table = Projection['table'];

/** The columns of each projection, its key first; types as in `ledger/migrations/`. */
const columns: Record<Table, { key: string[]; rest: string[] }> = {
  measure: {
    key: ['campaign', 'id'],
    rest: [
      ...['stream', 'finding', 'no', 'title', 'kind', 'phase', 'light', 'holder', 'lead_unit', 'leader'],
      ...[
        'effect_due',
        'done_due',
        'late',
        'publish',
        'place',
        'base',
        'soon_from',
        'lag_from',
        'late_from',
        'past_by',
      ],
      ...['due', 'long_term', 'closed_on', 'asks', 'keys'],
    ],
  },
  finding: {
    key: ['campaign', 'id'],
    rest: ['stream', 'no', 'title', 'category', 'phase', 'lead_unit', 'publish', 'place', 'settled', 'keys'],
  },
  campaign: { key: ['id'], rest: ['name', 'stream', 'phase', 'feedback_on', 'clock'] },
};

/** Writes the board's rows, each over the one that was there, and keeps its counts. */
export async function upsertProjections(
  tx: Transaction<Tables>,
  projections: { table: Table; row: object }[],
): Promise<void> {
  for (const table of Object.keys(columns) as Table[]) {
    const rows = projections.filter((projection) => projection.table === table).map(({ row }) => row);
    if (rows.length > 0) await upsert(tx, table, rows);
  }
}

async function upsert(tx: Transaction<Tables>, table: Table, rows: object[]): Promise<void> {
  const { key, rest } = columns[table];
  const names = sql.join([...key, ...rest].map((name) => sql.ref(name)));
  const conflict = sql.join(key.map((name) => sql.ref(name)));
  const update = sql.join(rest.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`));
  // json_populate_recordset reads the columns' types from the table itself.
  const fresh = sql`select * from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`;
  const save = sql`
    insert into ${sql.table(table)} (${names}) select ${names} from fresh
    on conflict (${conflict}) do update set ${update}
  `;
  if (table === 'campaign') {
    await sql`with fresh as (${fresh}) ${save}`.execute(tx);
    return;
  }
  // All parts of one statement see the rows as they were before it.
  const former = sql`select o.* from ${sql.table(table)} o join fresh using (campaign, id)`;
  await sql`
    with fresh as (${fresh}), saved as (${save})
    ${countChanges(table, sql`select * from fresh`, former)}
  `.execute(tx);
  if (table === 'finding') {
    await sql`
      insert into board_category (campaign, category)
      select distinct campaign, jsonb_array_elements_text(category) from (${fresh}) f order by 1, 2 on conflict do nothing
    `.execute(tx);
  }
}
