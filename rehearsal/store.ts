import type { Kysely } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { RehearsalRow } from '../ledger/tables/rehearsal.ts';
import type { Tables } from '../ledger/tables.ts';
import type { Answer } from '../workflows/contract.ts';
import type { PlannedAct } from './cast/act.ts';

type Db = Kysely<Tables>;

/** Where a rehearsal stands; null: none of this campaign. */
export async function readRehearsal(db: Db, campaign: string): Promise<RehearsalRow | null> {
  return (await db.selectFrom('rehearsal').selectAll().where('campaign', '=', campaign).executeTakeFirst()) ?? null;
}

/** Notes a rehearsal before its first step, so that a kill at any later moment finds it. */
export async function openRehearsal(db: Db, row: Omit<RehearsalRow, 'options'> & { options: object }): Promise<void> {
  await db
    .insertInto('rehearsal')
    .values({ ...row, options: JSON.stringify(row.options) })
    .onConflict((on) => on.doNothing())
    .execute();
}

/** `sending`: at the window `now`, of which nobody knows how far it came; `playing`: past it. */
export async function moveClock(db: Db, campaign: string, now: Instant, phase: string): Promise<void> {
  await db.updateTable('rehearsal').set({ now, phase }).where('campaign', '=', campaign).execute();
}

/** Writes down what the cast is going to do before any of it is done; what is written already stays as it is. */
export async function planActs(db: Db, campaign: string, acts: PlannedAct[]): Promise<void> {
  for (let from = 0; from < acts.length; from += 500) {
    const rows = acts.slice(from, from + 500).map(({ id, at, stream, act }) => ({
      campaign,
      id,
      at,
      stream,
      command: JSON.stringify(act),
      done: false,
      outcome: null,
    }));
    await db
      .insertInto('act')
      .values(rows)
      .onConflict((on) => on.doNothing())
      .execute();
  }
}

/** The acts not yet done whose hour lies before `end`, in the order of time. */
export async function actsUntil(db: Db, campaign: string, end: Instant): Promise<PlannedAct[]> {
  const rows = await db
    .selectFrom('act')
    .select(['id', 'at', 'stream', 'command'])
    .where('campaign', '=', campaign)
    .where('done', '=', false)
    .where('at', '<', end)
    .execute();
  return rows
    .map(({ id, at, stream, command }) => ({ id, at, stream, act: command as PlannedAct['act'] }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** The answers in the record to acts that are not marked as done. */
export async function recordedAnswers(db: Db, campaign: string): Promise<{ id: string; answer: Answer }[]> {
  const rows = await db
    .selectFrom('act')
    .innerJoin('command', (join) => join.onRef('command.stream', '=', 'act.stream').onRef('command.id', '=', 'act.id'))
    .select(['act.id', 'answer'])
    .where('campaign', '=', campaign)
    .where('done', '=', false)
    .execute();
  return rows.map(({ id, answer }) => ({ id, answer: answer as Answer }));
}

/** Has its workflow ended for good? */
export async function isArchived(db: Db, stream: string): Promise<boolean> {
  const row = await db.selectFrom('stream').select('archived').where('id', '=', stream).executeTakeFirst();
  return row?.archived ?? false;
}

export async function markDone(db: Db, campaign: string, outcomes: { id: string; outcome: string }[]): Promise<void> {
  for (const outcome of new Set(outcomes.map((one) => one.outcome))) {
    const ids = outcomes.filter((one) => one.outcome === outcome).map(({ id }) => id);
    await db
      .updateTable('act')
      .set({ done: true, outcome })
      .where('campaign', '=', campaign)
      .where('id', 'in', ids)
      .execute();
  }
}
