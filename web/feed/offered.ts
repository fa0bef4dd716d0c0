import type { UnitId } from '../../domain/plan/directory.ts';
import { may } from '../access/may.ts';
import type { View } from '../campaign/view.ts';

/** The calendars a visitor may make an address for: his unit's, and his own (null). */
export function calendarsOf({ who }: View): (UnitId | null)[] {
  const unit = who.kind === 'person' ? who.person.unit : null;
  return [...(unit === null ? [] : [unit]), null].filter((one) => may(who, { to: 'makeFeed', unit: one }));
}

export function hasCalendar(view: View): boolean {
  return calendarsOf(view).length > 0;
}
