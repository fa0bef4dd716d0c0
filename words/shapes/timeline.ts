import type { FindingAdjustment, FindingEventType } from '../../domain/finding/events.ts';
import type { Adjustment, MeasureEventType } from '../../domain/measure/events.ts';
import type { Ways } from './mail.ts';

/**
 * What has happened, a sentence for each event. Blanks are the event's facts: days as dates, units and persons by name,
 * codes by their words; the first way whose blanks can all be filled is taken.
 */
export type TimelineWords = {
  events: Record<MeasureEventType | FindingEventType, Ways>;
  /** What an adjustment changed. */
  changed: Record<keyof Adjustment | keyof FindingAdjustment, string>;
  result: Record<'held' | 'rebound' | 'accepted' | 'refused', string>;
  punctual: { onTime: string; late: string };
  status: Record<'draft' | 'open' | 'closed' | 'withdrawn' | 'longTerm', string>;
  /** A rung that did not speak, and a review step left out. */
  silentRung: string;
  skippedStep: string;
  skippedSame: string;
};
