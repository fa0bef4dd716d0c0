import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Tables } from '../../ledger/tables.ts';
import { emptyFields, type Fields } from './fields.ts';

type Db = Kysely<Tables>;
type Whose = { campaign: string; unit: string };

/** The measures a unit leads and has been given, by their numbers. */
export async function measuresOfUnit(db: Db, { campaign, unit }: Whose): Promise<MeasureState[]> {
  const { rows } = await sql<{ state: MeasureState }>`
    select stream.state from measure m join stream on stream.id = m.stream
    where m.campaign = ${campaign} and m.lead_unit = ${unit} and m.phase not in ('draft', 'withdrawn')
    order by m.place
  `.execute(db);
  return rows.map(({ state }) => state);
}

/** What was begun and not sent, and when it was saved last. */
export async function readDrafts(db: Db, { campaign, unit }: Whose) {
  const rows = await db
    .selectFrom('unit_draft')
    .select(['measure', 'fields', 'saved_at'])
    .where('campaign', '=', campaign)
    .where('unit', '=', unit)
    .execute();
  const fields = new Map(rows.map((row) => [row.measure, { ...emptyFields(), ...row.fields } as Fields]));
  const savedAt = rows.length > 0 ? Math.max(...rows.map(({ saved_at }) => saved_at)) : null;
  return { fields, savedAt };
}

export async function saveDrafts(
  db: Db,
  { campaign, unit }: Whose,
  drafts: Map<string, Fields>,
  now: Instant,
): Promise<void> {
  if (drafts.size === 0) return;
  const rows = [...drafts].map(([measure, fields]) => ({
    ...{ campaign, unit, measure, saved_at: now },
    fields: JSON.stringify(fields),
  }));
  await db
    .insertInto('unit_draft')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['campaign', 'unit', 'measure']).doUpdateSet((is) => ({
        fields: is.ref('excluded.fields'),
        saved_at: is.ref('excluded.saved_at'),
      })),
    )
    .execute();
}

/** What was sent is no draft any more. */
export async function dropDrafts(db: Db, { campaign, unit }: Whose, measures: string[]): Promise<void> {
  if (measures.length === 0) return;
  await db
    .deleteFrom('unit_draft')
    .where('campaign', '=', campaign)
    .where('unit', '=', unit)
    .where('measure', 'in', measures)
    .execute();
}

/** What a form that was sent has become: each act under the form's number, and when. */
export async function receivedBy(db: Db, streams: string[], form: string) {
  if (streams.length === 0) return [];
  return db
    .selectFrom('command')
    .innerJoin('event', (join) =>
      join.onRef('event.stream', '=', 'command.stream').onRef('event.seq', '=', 'command.seq'),
    )
    .select(['command.stream', 'command.id', 'event.at', 'event.type'])
    .where('command.stream', 'in', streams)
    .where('command.id', 'like', `${form}-%`)
    .orderBy('command.id')
    .execute();
}
