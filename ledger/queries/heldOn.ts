import type { Kysely } from 'kysely';
import type { Actor } from '../../domain/actor.ts';
import { addDays, type Day } from '../../domain/calendar/day.ts';
import { instantAt } from '../../domain/calendar/zone.ts';
import type { CampaignEvent } from '../../domain/campaign/events.ts';
import { evolve } from '../../domain/campaign/evolve.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { actorOf } from '../../domain/digest/resolve.ts';
import type { PersonId } from '../../domain/plan/directory.ts';
import { successionOf } from '../../domain/plan/directoryChange.ts';
import type { Tables } from '../tables.ts';

/**
 * What a person could act as at the end of a day: the posts he held then, said by the units and the successor that have
 * taken their place since. Null: he held none. Undefined: the campaign has no directory of that day.
 */
export async function heldOn(
  db: Kysely<Tables>,
  { id, settings }: Pick<CampaignState, 'id' | 'settings'>,
  person: PersonId,
  day: Day,
): Promise<Actor | null | undefined> {
  const end = instantAt(addDays(day, 1), '00:00', settings.zone);
  const rows = await db
    .selectFrom('event')
    .select(['type', 'at', 'payload'])
    .where('stream', '=', `campaign/${id}`)
    .orderBy('seq')
    .execute();
  const events = rows.map(({ type, at, payload }) => ({ ...JSON.parse(payload), type, at, by: '' }) as CampaignEvent);
  const before = events.filter(({ at }) => at < end).reduce<CampaignState | null>(evolve, null);
  if (!before) return undefined;
  const then = before.directory.persons.find((one) => one.id === person);
  if (!then || (then.unit === null && then.roles.length === 0)) return null;
  const later = events.flatMap((event) =>
    event.type === 'DirectoryAmended' && event.at >= end ? (successionOf(event.change) ?? []) : [],
  );
  const now = (said: string) => later.reduce((held, { from, to }) => (held === from ? to : held), said);
  const actor = actorOf(then);
  const successor = now(person);
  return { ...actor, units: actor.units.map(now), ...(successor === person ? {} : { successor }) };
}
