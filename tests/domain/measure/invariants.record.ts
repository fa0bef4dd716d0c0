import { expect } from 'vitest';
import { personsOf } from '../../../domain/actor.ts';
import { errorTable } from '../../../domain/errors.ts';
import { refuse } from '../../../domain/measure/authority.ts';
import { isPermanent } from '../../../domain/measure/condition.ts';
import type { MeasureEvent, MeasureEventOf, MeasureEventType } from '../../../domain/measure/events.ts';
import { evolve } from '../../../domain/measure/evolve.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { engine } from '../../support/domain.ts';
import type { Moment } from './live.ts';

/** What only the office may do, or supervision in its stead, and nobody to his own item. */
const officeActs: MeasureEventType[] = [
  'Withdrawn',
  'Adjusted',
  'LimitSet',
  'Reassigned',
  'NotMineRefused',
  'Suspended',
  'Resumed',
  'ConvertedToLongTerm',
  'AcceptanceApplied',
  'AcceptanceRecorded',
];

/** What must hold of people and of the record; each is asked of a whole life. */
export const recordInvariants: Record<string, (moments: Moment[]) => void> = {
  'a closed measure has a named closer, and evidence or a reason for none': (moments) => {
    eachEvent(moments, 'Closed', (closed, before) => {
      const submitted = last(before, 'Submitted')!;
      expect(closed.by).not.toBe(engine.person);
      expect(closed.by).not.toBe('');
      expect(submitted.submission.evidence.length > 0 || submitted.submission.noEvidenceReason).toBeTruthy();
    });
  },

  'nobody reviews, decides or closes his own item': (moments) => {
    for (const { before, events, actor } of moments) {
      const own = (post: string, ...authors: (string | undefined)[]) => {
        for (const person of personsOf(actor)) expect([...authors, before?.handler]).not.toContain(person);
        const units = [...actor.units, ...(actor.behalf?.own ?? [])];
        if (post !== 'principal') expect(units).not.toContain(before?.leadUnit);
      };
      const review = before?.review;
      const post = review?.stages[review.index]?.by ?? review?.closer ?? '';
      for (const { type } of events) {
        if (type === 'StepApproved' || type === 'Returned') own(post, before?.submission?.by);
        if (type === 'Closed') own('closer', before?.submission?.by, ...(before?.leaders ?? []));
        if (type === 'ExtensionGranted' || type === 'ExtensionRefused') own('decider', before?.extension?.by);
        if (type === 'EffectConfirmed' || type === 'EffectRefused')
          own('decider', last(past(moments, before), 'EffectClaimed')?.by, before?.effect?.signedBy);
        if (officeActs.includes(type)) own('office', before?.submission?.by, ...(before?.leaders ?? []));
        if (type === 'LookedBack') own('checker', before?.closure?.by);
      }
    }
  },

  'it is long-term only by two words of two persons, none of them in his own matter': (moments) => {
    for (const { before, after, events, actor } of moments) {
      for (const event of events) {
        if (event.type === 'PermanenceReviewed') {
          for (const person of personsOf(actor))
            expect([before?.permanence?.acceptedBy, before?.permanence?.signedBy]).not.toContain(person);
          expect([...actor.units, ...(actor.behalf?.own ?? [])]).not.toContain(before?.leadUnit);
        }
        if (event.type !== 'PermanenceAccepted') continue;
        for (const person of personsOf(actor))
          expect([before?.permanence?.by, before?.permanence?.signedBy, before?.handler]).not.toContain(person);
        expect([...actor.units, ...(actor.behalf?.own ?? [])]).not.toContain(before?.leadUnit);
        if (!event.asks) expect(before?.permanence?.signedBy).toBeDefined();
      }
      if (after && isPermanent(after) && !(before && isPermanent(before)))
        expect(events.some((event) => event.type === 'PermanenceAccepted')).toBe(true);
    }
  },

  'parts and whole agree, and nothing is done beyond its total': (moments) => {
    for (const { after } of moments) {
      const { quantity, parts = [] } = after ?? {};
      for (const { done = 0, total = done } of [...parts, ...(quantity ? [quantity] : [])])
        expect(done).toBeLessThanOrEqual(total);
      const shares = parts.filter(({ total }) => total !== undefined);
      if (shares.length === 0) continue;
      expect(shares).toHaveLength(parts.length);
      expect(quantity?.total).toBe(shares.reduce((sum, { total = 0 }) => sum + total, 0));
      expect(quantity?.done).toBe(shares.reduce((sum, { done = 0 }) => sum + done, 0));
    }
  },

  'a measure is handed in only when all its parts are closed, by somebody of another unit': (moments) => {
    for (const { before, events, actor } of moments) {
      for (const event of events) {
        if (event.type === 'Submitted' && before?.quantity && before.quantity.done < before.quantity.total)
          expect(event.submission.shortReason).toBeTruthy();
        if (event.type === 'Submitted') expect(before?.parts?.filter(({ closed }) => !closed) ?? []).toEqual([]);
        if (event.type !== 'PartClosed' && event.type !== 'PartReturned') continue;
        const part = before!.parts!.find(({ id }) => id === event.part)!;
        expect(actor.units).not.toContain(part.unit);
        expect(actor.units).not.toContain(before!.leadUnit);
        expect(part.handedIn?.by).not.toBe(actor.person);
      }
    }
  },

  'replaying the record gives the same state, and the state survives JSON': (moments) => {
    const record = moments.flatMap(({ events }) => events);
    const after = moments.at(-1)!.after;
    const kept = JSON.parse(JSON.stringify(record)) as MeasureEvent[];
    expect(kept.reduce<MeasureState | null>(evolve, null)).toEqual(after);
    expect(JSON.parse(JSON.stringify(after))).toStrictEqual(after);
  },

  'an act brings at least one event or a refusal of the table': (moments) => {
    for (const { command, events, refused } of moments) {
      if (command === 'tick') continue;
      if (refused) expect(Object.keys(errorTable)).toContain(refused.code);
      else expect(events.length).toBeGreaterThan(0);
    }
  },

  'the early check never refuses what the decision accepts': (moments) => {
    for (const { command, before, actor, refused } of moments) {
      if (command !== 'tick' && !refused) expect(refuse(before, command, actor)).toBeNull();
    }
  },

  'nothing happens to what is archived but a rebound': (moments) => {
    for (const { before, after, events } of moments) {
      if (!before?.archivedAt || events.length === 0) continue;
      expect(events.map(({ type }) => type)).toContain('Rebounded');
      expect(after).toMatchObject({ phase: 'open', archivedAt: null });
    }
  },

  'the state stays small': (moments) => {
    for (const { after } of moments) expect(JSON.stringify(after).length).toBeLessThan(20_000);
    expect(Object.keys(moments.at(-1)!.after?.rungs ?? {}).length).toBeLessThan(12);
  },
};

function past(moments: Moment[], before: MeasureState | null): MeasureEvent[] {
  return moments
    .slice(
      0,
      moments.findIndex((moment) => moment.before === before),
    )
    .flatMap(({ events }) => events);
}

function last<T extends MeasureEventType>(events: MeasureEvent[], type: T): MeasureEventOf<T> | undefined {
  return events.findLast((event): event is MeasureEventOf<T> => event.type === type);
}

function eachEvent<T extends MeasureEventType>(
  moments: Moment[],
  type: T,
  check: (event: MeasureEventOf<T>, before: MeasureEvent[]) => void,
) {
  const record = moments.flatMap(({ events }) => events);
  record.forEach((event, index) => {
    if (event.type === type) check(event as MeasureEventOf<T>, record.slice(0, index));
  });
}
