import { workdaysBetween } from '../../domain/calendar/calendar.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import { holderOf } from '../../domain/measure/holder.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { View } from '../campaign/view.ts';

/** For how many workdays a leader has had what he has had longest. */
export function heldSince(led: MeasureState[], { context, day, campaign }: View): number {
  const days = led
    .filter((measure) => holderOf(measure) === 'leader' && measure.clock)
    .map(({ clock }) => workdaysBetween(context.calendar, dayOf(clock!.since, campaign.settings.zone), day));
  return Math.max(0, ...days);
}
