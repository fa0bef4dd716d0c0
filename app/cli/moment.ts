import type { Instant } from '../../domain/calendar/day.ts';
import { dayOf } from '../../domain/calendar/zone.ts';

/** An instant as a person writes it, in a zone: `2024-09-30 09:00`. */
export function moment(at: Instant, zone: string): string {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
  return `${dayOf(at, zone)} ${clock}`;
}
