import type { Kysely } from 'kysely';
import { system } from '../../domain/actor.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import { Standing } from '../../domain/figures/standing.ts';
import type { Tables } from '../tables.ts';

/** Events are read in pages of so many. */
const page = 5_000;

/** How a campaign stood just before an instant, from its events alone. */
export async function standingBefore(db: Kysely<Tables>, campaign: string, instant: Instant): Promise<Standing> {
  const standing = new Standing();
  for await (const { stream, event } of eventsOf(db, campaign, instant)) standing.take(stream, event);
  return standing;
}

/** The events of a campaign's findings, measures and of itself before an instant, in the order they arrived. */
export async function* eventsOf(
  db: Kysely<Tables>,
  campaign: string,
  before: Instant,
): AsyncIterable<{ stream: string; event: { at: Instant } }> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('event')
      .innerJoin('stream', 'stream.id', 'event.stream')
      .select(['pos', 'event.stream', 'type', 'at', 'actor', 'payload'])
      .where('campaign', '=', campaign)
      .where('kind', 'in', ['campaign', 'finding', 'measure'])
      .where('at', '<', before)
      .where('pos', '>', after)
      .orderBy('pos')
      .limit(page)
      .execute();
    for (const { stream, type, at, actor, payload } of rows) {
      const by = actor === '' ? system.person : (JSON.parse(actor) as { person: string }).person;
      yield { stream, event: { ...JSON.parse(payload), type, at, by } };
    }
    if (rows.length < page) return;
    after = rows.at(-1)!.pos;
  }
}
