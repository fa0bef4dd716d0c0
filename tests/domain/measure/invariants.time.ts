import { expect } from 'vitest';
import { dayOf } from '../../../domain/calendar/zone.ts';
import { agenda } from '../../../domain/measure/agenda.ts';
import { bookedUntil } from '../../../domain/measure/clock.ts';
import { isLate, lightOf } from '../../../domain/measure/condition.ts';
import type { MeasureEventOf } from '../../../domain/measure/events.ts';
import { evolve } from '../../../domain/measure/evolve.ts';
import { lights } from '../../../domain/measure/light.ts';
import { limitsOf } from '../../../domain/measure/limit.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { tick } from '../../../domain/measure/tick.ts';
import type { Recipient } from '../../../domain/plan/recipient.ts';
import { calendar } from '../../support/domain.ts';
import { type Moment, worldOf } from './live.ts';
import type { Life } from './randomLife.ts';

const unitPosts: Recipient[] = ['unit', 'handler', 'principal', 'participants'];

/** What must hold of dates, clocks and rungs; each is asked of a whole life. */
export const timeInvariants: Record<string, (moments: Moment[], life: Life) => void> = {
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
      expect(rung.notices.filter((notice) => unitPosts.some((post) => post === notice.to))).toEqual([]);
    });
  },

  'no rung speaks about what is closed (but look-backs and a claimed effect), withdrawn or a draft, nor to the unit about what is suspended':
    (moments) => {
      eachRung(moments, (rung, state) => {
        if (state.phase === 'closed') expect(rung.basis).toMatch(/^(lookBack|fresh|confirm):/);
        else if (state.phase === 'suspended') expect(rung.notices.map(({ to }) => to)).toEqual(['office']);
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

  'no measure is outside all clocks: an open one has a next instant, and one who is asked by a date, a watcher or a yearly review':
    (moments, life) => {
      for (const { after, now } of moments) {
        if (!after || after.phase === 'draft' || after.phase === 'withdrawn' || after.archivedAt !== null) continue;
        const context = { ...worldOf(life), now };
        const next = agenda(after, context);
        expect(next.length, `nothing to come: ${after.phase}`).toBeGreaterThan(0);
        expect(next[0]!.at - Math.max(now, after.limitsSince)).toBeLessThan(400 * 86_400_000);
        const running = limitsOf(after, context).map(({ ladder }) => ladder);
        const asked = next.map(({ limit }) => limit.ladder);
        if (after.phase === 'open' && after.longTerm) expect(running).toContain('yearly');
        else if (after.phase === 'open' && after.condition) {
          // Between two cycles the next one asks him again.
          if (after.cycle && after.condition.answered !== after.cycle.period) expect(running).toContain('watch');
          else expect(asked).toContain('cycle');
        } else if (after.phase === 'open')
          expect(running.some((one) => ['doneDue', 'decision', 'resubmit'].includes(one))).toBe(true);
        else expect(running.some((one) => ['review', 'suspended', 'lookBack'].includes(one))).toBe(true);
      }
    },

  'one light at a time, and always one': (moments, life) => {
    const context = worldOf(life);
    for (const { after, now } of moments)
      if (after) expect(lights).toContain(lightOf(after, dayOf(now, context.calendar.zone), context.policy));
  },
};

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
