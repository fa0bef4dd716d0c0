import { expect } from 'vitest';
import { dayOf } from '../../../domain/calendar/zone.ts';
import { errorTable } from '../../../domain/errors.ts';
import { agenda } from '../../../domain/measure/agenda.ts';
import { refuse } from '../../../domain/measure/authority.ts';
import { bookedUntil } from '../../../domain/measure/clock.ts';
import { isLate, lightOf } from '../../../domain/measure/condition.ts';
import type { MeasureEvent, MeasureEventOf, MeasureEventType } from '../../../domain/measure/events.ts';
import { evolve } from '../../../domain/measure/evolve.ts';
import { lights } from '../../../domain/measure/light.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { tick } from '../../../domain/measure/tick.ts';
import type { Recipient } from '../../../domain/notice/recipient.ts';
import { calendar, engine } from '../../support/domain.ts';
import { type Moment, worldOf } from './live.ts';
import type { Life } from './randomLife.ts';

const unitPosts: Recipient[] = ['unit', 'handler', 'principal', 'participants'];

/** What must hold whatever people try and however long the engine slept; each is asked of a whole life. */
export const invariants: Record<string, (moments: Moment[], life: Life) => void> = {
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
        expect([...authors, before?.handler]).not.toContain(actor.person);
        if (post !== 'principal') expect(actor.units).not.toContain(before?.leadUnit);
      };
      const review = before?.review;
      const post = review?.stages[review.index]?.by ?? review?.closer ?? '';
      for (const { type } of events) {
        if (type === 'StepApproved' || type === 'Returned') own(post, before?.submission?.by);
        if (type === 'Closed') own('closer', before?.submission?.by, ...(before?.leaders ?? []));
        if (type === 'ExtensionGranted' || type === 'ExtensionRefused') own('decider', before?.extension?.by);
        if (type === 'EffectConfirmed') own('decider', last(past(moments, before), 'EffectClaimed')?.by);
        if (type === 'LookedBack') own('checker', before?.closure?.by);
      }
    }
  },

  'effect is never due after done': (moments) => {
    for (const { after } of moments) {
      if (after?.effectDue && after.doneDue) expect(after.effectDue.day <= after.doneDue.day).toBe(true);
    }
  },

  'a long-term measure has no end date': (moments) => {
    for (const { after } of moments) {
      if (after?.longTerm && after.phase !== 'draft') expect([after.doneDue, after.judgedBy]).toEqual([null, null]);
    }
  },

  'every millisecond since issue is booked to one holder': (moments) => {
    for (const { after, now } of moments) {
      if (!after?.clock) continue;
      const booked = Object.values(bookedUntil(after.clock, now));
      expect(booked.every((ms) => ms >= 0)).toBe(true);
      expect(booked.reduce((sum, ms) => sum + ms, 0)).toBe(now - after.issuedAt!);
    }
  },

  'no rung speaks to the unit while a reviewer holds the measure': (moments) => {
    eachRung(moments, (rung, state) => {
      if (state.phase !== 'review') return;
      expect(rung.notices.filter((notice) => unitPosts.includes(notice.to))).toEqual([]);
    });
  },

  'no rung speaks about what is closed (but look-backs), suspended, withdrawn or a draft': (moments) => {
    eachRung(moments, (rung, state) => {
      if (state.phase === 'closed') expect(rung.basis).toMatch(/^lookBack:/);
      else expect(['open', 'review']).toContain(state.phase);
    });
  },

  'no rung speaks of a window before its limits were set': (moments, life) => {
    const context = worldOf(life);
    eachRung(moments, (rung, state) => {
      const limits = dayOf(state.limitsSince, context.calendar.zone);
      expect(rung.day >= limits, `${rung.basis} of ${rung.day}, limits since ${limits}`).toBe(true);
    });
  },

  'after a tick nothing is due any more, and a second tick brings nothing': (moments, life) => {
    const context = worldOf(life);
    for (const { command, after, now } of moments) {
      if (command !== 'tick' || !after) continue;
      expect(agenda(after, { ...context, now }).filter((item) => item.at <= now)).toEqual([]);
      expect(tick(after, { ...context, now })).toEqual([]);
    }
  },

  'a notice waits for a window that is still to come': (moments) => {
    for (const { events } of moments)
      for (const event of events) for (const { windowAt } of event.notices) expect(windowAt).toBeGreaterThan(event.at);
  },

  'of each limit at most one rung speaks in one tick': (moments) => {
    for (const { events } of moments) {
      const bases = events.flatMap((event) => (event.type === 'RungReached' && event.spoke ? [event.basis] : []));
      expect(new Set(bases).size).toBe(bases.length);
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

  'nothing happens to what is archived': (moments) => {
    for (const { before, events } of moments) if (before?.archivedAt) expect(events).toEqual([]);
  },

  'late stays late but for a rebound, an adjustment, a granted extension or what ends its dates': (moments) => {
    for (const { command, before, after, now } of moments) {
      if (!before || !after || (command !== 'tick' && ['rebound', 'lookBack', 'adjust'].includes(command.type)))
        continue;
      if (command !== 'tick' && ['grantExtension', 'convertToLongTerm', 'withdraw'].includes(command.type)) continue;
      const day = dayOf(now, calendar.zone);
      if (isLate(before, day)) expect(isLate(after, day)).toBe(true);
    }
  },

  'a limit set after the date never moves the date that judges, nor does what moves that limit': (moments) => {
    for (const { command, before, after } of moments) {
      if (!before?.judgedBy || !before.doneDue || before.judgedBy === before.doneDue.day) continue;
      if (command !== 'tick' && ['rebound', 'lookBack', 'convertToLongTerm'].includes(command.type)) continue;
      expect(after?.judgedBy).toBe(before.judgedBy);
    }
  },

  'one light at a time, and always one': (moments, life) => {
    const context = worldOf(life);
    for (const { after, now } of moments)
      if (after) expect(lights).toContain(lightOf(after, dayOf(now, context.calendar.zone), context.policy));
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

/** Each rung that speaks, with the state it speaks in. */
function eachRung(moments: Moment[], check: (rung: MeasureEventOf<'RungReached'>, state: MeasureState) => void) {
  for (const { before, events } of moments) {
    let state = before;
    for (const event of events) {
      if (event.type === 'RungReached' && event.spoke) check(event, state!);
      state = evolve(state, event);
    }
  }
}
