import { type Kysely, sql } from 'kysely';
import type { Day, Instant } from '../../domain/calendar/day.ts';
import { type Light, lights } from '../../domain/measure/light.ts';
import { type DeliveryEntry, recordDeliveries } from '../deliveryRecord.ts';
import type { Tables } from '../tables.ts';

type Db = Kysely<Tables>;

/** Windows of real campaigns that mails were composed for, since then and until now. */
export function windowsSince(db: Db, since: Instant, now: Instant) {
  return db
    .selectFrom('mail')
    .innerJoin('campaign', 'campaign.id', 'mail.campaign')
    .select(['mail.campaign', 'window_at as windowAt'])
    .distinct()
    .where('campaign.clock', '=', 'real')
    .where('window_at', '>', since)
    .where('window_at', '<=', now)
    .execute();
}

export type Announced = { id: string; finding: string; alsoUnder: string[]; no: string; light: Light; due: Day | null };

/** The measures that a window's mails spoke of, the worst light first. */
export async function measuresOfWindow(
  db: Db,
  { campaign, windowAt }: { campaign: string; windowAt: Instant },
): Promise<Announced[]> {
  const rows = await db
    .selectFrom('mail')
    .innerJoin('mail_notice', 'mail_notice.mail', 'mail.id')
    .innerJoin('notice', 'notice.id', 'mail_notice.notice')
    .innerJoin('measure', (on) =>
      on.onRef('measure.id', '=', 'notice.measure').onRef('measure.campaign', '=', 'notice.campaign'),
    )
    .innerJoin('stream', 'stream.id', 'measure.stream')
    .select(['measure.id', 'measure.finding', 'measure.no', 'measure.light', 'effect_due', 'done_due'])
    .select(sql<string[] | null>`stream.state -> 'alsoUnder'`.as('alsoUnder'))
    .distinct()
    .where('mail.campaign', '=', campaign)
    .where('mail.window_at', '=', windowAt)
    .orderBy('measure.no')
    .execute();
  const rank = (light: Light) => lights.indexOf(light);
  return rows
    .map(({ id, finding, alsoUnder, no, light, effect_due, done_due }) => ({
      ...{ id, finding, no },
      alsoUnder: alsoUnder ?? [],
      light: light ?? 'normal',
      due: done_due ?? effect_due,
    }))
    .sort((one, other) => rank(one.light) - rank(other.light));
}

/** The findings of a campaign's measures, by the measures' ids. */
export async function findingsByMeasure(db: Db, campaign: string): Promise<Map<string, string>> {
  const rows = await db.selectFrom('measure').select(['id', 'finding']).where('campaign', '=', campaign).execute();
  return new Map(rows.map(({ id, finding }) => [id, finding]));
}

export type WaitingPost = { id: string; hook: string; content: object; tries: number };

/** Writes what is to be posted, once. */
export async function addPosts(
  db: Db,
  posts: { id: string; hook: string; campaign: string; window_at: Instant; content: object; next_try: Instant }[],
): Promise<void> {
  if (posts.length === 0) return;
  const waiting = { state: 'waiting' as const, told_at: null };
  await db
    .insertInto('hook_post')
    .values(posts.map((post) => ({ ...post, ...waiting, content: JSON.stringify(post.content) })))
    .onConflict((on) => on.doNothing())
    .execute();
}

/** Takes what is due; another process leaves it alone until `until`. */
export async function takePosts(db: Db, now: Instant, until: Instant): Promise<WaitingPost[]> {
  return db
    .updateTable('hook_post')
    .set((is) => ({ tries: is('tries', '+', 1), next_try: until }))
    .where('state', '=', 'waiting')
    .where('next_try', '<=', now)
    .returning(['id', 'hook', 'content', 'tries'])
    .execute();
}

/** What became of a post: put on record, unless it is tried again. */
export async function settlePost(
  db: Db,
  id: string,
  mark: { state: 'waiting' | 'accepted' | 'refused'; response: string; next_try: Instant },
  at: Instant,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const post = await tx
      .updateTable('hook_post')
      .set(mark)
      .where('id', '=', id)
      .returning(['campaign', 'hook', 'window_at as windowAt', 'tries'])
      .executeTakeFirst();
    if (!post || mark.state === 'waiting') return;
    const { campaign, ...whose } = post;
    const what = mark.state === 'accepted' ? 'hookTold' : 'hookRefused';
    const entry: DeliveryEntry = { at, what, mail: id, facts: { ...whose, response: mark.response } };
    await recordDeliveries(tx, campaign, [entry]);
  });
}
