import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { Tables } from '../tables.ts';

type Db = Kysely<Tables>;

/** A window that a robot or another system was not told of, or not yet. */
export type DeafHook = {
  hook: string;
  windowAt: Instant;
  state: 'waiting' | 'refused';
  tries: number;
  response: string | null;
};

/** The office's list: what was refused, given up, or tried in vain until now; the newest first. */
export async function deafHooks(db: Db, campaign: string): Promise<DeafHook[]> {
  const rows = await db
    .selectFrom('hook_post')
    .select(['hook', 'window_at as windowAt', 'state', 'tries', 'response'])
    .where('campaign', '=', campaign)
    .where('state', 'in', ['waiting', 'refused'])
    .where('response', 'is not', null)
    .orderBy('window_at', 'desc')
    .orderBy('hook')
    .limit(200)
    .execute();
  return rows as DeafHook[];
}

/** How many posts were refused or given up and the office was not told of; from now on it was. */
export async function takeUpDeafHooks(db: Db, campaign: string, now: Instant): Promise<number> {
  const told = await db
    .updateTable('hook_post')
    .set({ told_at: now })
    .where('campaign', '=', campaign)
    .where('state', '=', 'refused')
    .where('told_at', 'is', null)
    .executeTakeFirst();
  return Number(told.numUpdatedRows);
}
