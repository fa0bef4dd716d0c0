import { may } from '../access/may.ts';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { countsOf, deskOf } from './desk.ts';

export type Today = ReturnType<typeof countsOf>;

const minute = 60_000;
const most = 500;
const known = new Map<string, { key: string; counts: Today }>();

/** What waits for the one who looks, counted: at most a minute old, and as new as the record. Null: he has no desk. */
export async function todayOf(deps: PageDeps, view: View): Promise<Today | null> {
  const { who, campaign, context } = view;
  if (who.kind !== 'person' || !may(who, { to: 'seeDesk' })) return null;
  const head = await deps.ledger.db
    .selectFrom('event')
    .select('pos')
    .orderBy('pos', 'desc')
    .limit(1)
    .executeTakeFirst();
  const whose = `${campaign.id} ${who.actor.person}`;
  const key = `${head?.pos ?? 0} ${Math.floor(context.now / minute)}`;
  const found = known.get(whose);
  if (found?.key === key) return found.counts;
  const counts = countsOf(await deskOf(deps, view));
  if (known.size >= most) known.clear();
  known.set(whose, { key, counts });
  return counts;
}
