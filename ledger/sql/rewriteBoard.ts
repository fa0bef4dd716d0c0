import { sql, type Transaction } from 'kysely';
import { dayOf } from '../../domain/calendar/zone.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { policyFor } from '../../domain/plan/plan.ts';
import type { Projection } from '../append.ts';
import { findingRow, measureRow } from '../projection.ts';
import type { Tables } from '../tables.ts';
import { countChanges } from './boardCounts.ts';
import { upsertProjections } from './upsertProjections.ts';

/** So many rows at once are in memory. */
const page = 500;

type Found = { id: string; campaign: string; kind: 'measure' | 'finding'; state: object; at: number };

/** Writes every row of the board anew, from the states its streams have come to, and counts them all. */
export async function rewriteBoard(tx: Transaction<Tables>): Promise<void> {
  const campaigns = await sql<{ state: CampaignState }>`
    select state from stream where kind = 'campaign' and state is not null and seq > 0
  `.execute(tx);
  const rules = new Map(campaigns.rows.map(({ state }) => [state.id, state]));
  for (let after = ''; ; ) {
    const { rows } = await sql<Found>`
      select s.id, s.campaign, s.kind, s.state, (select e.at from event e where e.stream = s.id and e.seq = s.seq) as at
      from stream s where s.kind in ('measure', 'finding') and s.seq > 0 and s.id > ${after} order by s.id limit ${page}
    `.execute(tx);
    await upsertProjections(
      tx,
      rows.flatMap((found) => rowOf(found, rules.get(found.campaign)) ?? []),
    );
    if (rows.length < page) break;
    after = rows.at(-1)!.id;
  }
  await tx.deleteFrom('board_count').execute();
  for (const kind of ['measure', 'finding'] as const)
    await countChanges(kind, sql`select * from ${sql.table(kind)}`, null).execute(tx);
}

function rowOf({ id: stream, campaign, kind, state, at }: Found, rules: CampaignState | undefined) {
  if (!rules) return null;
  const { settings, policy } = rules;
  const row = kind === 'finding' ? findingRow(state as FindingState) : measure(state as MeasureState);
  return { table: kind as Projection['table'], row: { ...row, campaign, stream } };

  function measure(item: MeasureState) {
    return measureRow(item, dayOf(at, settings.zone), policyFor(item.finding, settings, policy));
  }
}
