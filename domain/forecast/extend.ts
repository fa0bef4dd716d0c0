import type { Day, Instant } from '../calendar/day.ts';
import { dayOf } from '../calendar/zone.ts';
import { actorOf } from '../digest/resolve.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { MeasureState } from '../measure/state.ts';
import type { Person, Role } from '../plan/directory.ts';
import type { Foresight } from './foresee.ts';
import type { World } from './world.ts';

/**
 * Gives a measure another date as it would come about: before its date an extension that the unit asks for and the leader
 * grants, after it a new limit of the office's. Refused as these would be.
 */
export function extend(foresight: Foresight, world: World, id: string, to: Day, now: Instant): Refusal | null {
  const measure = world.measures.find(({ state }) => state.id === id || state.no === id)?.state;
  if (!measure) return refusal('unknown-id', { id });
  const { directory, settings } = world.campaign.state;
  const today = dayOf(now, settings.zone);
  const someone = (fits: (person: Person) => boolean) => actorOf(directory.persons.find(fits) ?? nobody);
  const has = (role: Role) => (person: Person) => person.roles.includes(role);
  const reason = '-';
  if (isPast(measure, today)) {
    return foresight.act(measure.id, { type: 'setLimit', to, reason }, someone(has('office')), now);
  }
  const unit = someone((person) => person.unit === measure.leadUnit && has('liaison')(person));
  const asked = foresight.act(measure.id, { type: 'requestExtension', to, reason, progress: '-' }, unit, now);
  if (asked) return asked;
  const decides = [
    ...directory.persons.filter(({ id }) => measure.leaders.includes(id)),
    ...directory.persons.filter(has('leadingGroup')),
    ...directory.persons.filter(has('office')),
  ];
  let refused: Refusal | null = refusal('not-allowed', { id });
  for (const person of decides) {
    refused = foresight.act(measure.id, { type: 'grantExtension' }, actorOf(person), now);
    if (!refused) return null;
  }
  return refused;
}

const nobody: Person = { id: '-', name: '-', unit: null, roles: [], email: null, deputy: null, leave: [] };

function isPast({ doneDue }: MeasureState, today: Day): boolean {
  return doneDue !== null && doneDue.day < today;
}
