import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../domain/calendar/day.ts';
import { dayOf, instantAt } from '../../../domain/calendar/zone.ts';
import { Standing } from '../../../domain/figures/standing.ts';
import { type Statement, statementOf } from '../../../domain/figures/statement.ts';
import { calendar, runs } from '../../support/domain.ts';
import { issuedCampaign } from '../digest/issuedCampaign.ts';
import { live } from '../measure/live.ts';
import { life } from '../measure/randomLife.ts';

const campaign = issuedCampaign();

test('figures as of a day are the same whatever happened since, and parts and wholes agree', () => {
  fc.assert(
    fc.property(fc.array(life, { minLength: 1, maxLength: 4 }), (lives) => {
      const events = lives
        .flatMap((one, n) => live(one).flatMap((m) => m.events.map((event) => ({ stream: `measure/c1/m${n}`, event }))))
        .sort((a, b) => a.event.at - b.event.at);
      fc.pre(events.length > 0);
      const last = dayOf(events.at(-1)!.event.at, calendar.zone);
      const asOf = (day: string, known: typeof events): Statement => {
        const standing = new Standing();
        const end = instantAt(addDays(day, 1), '00:00', calendar.zone);
        for (const { stream, event } of known) if (event.at < end) standing.take(stream, event);
        return statementOf(campaign, standing.items(), day);
      };
      for (const share of [0.2, 0.5, 0.8]) {
        const cut = events[Math.floor(events.length * share)]!.event.at;
        const day = addDays(dayOf(cut, calendar.zone), -1);
        const then = asOf(
          day,
          events.filter(({ event }) => event.at < cut),
        );
        expect(asOf(day, events)).toEqual(then);
      }
      const { internal, byUnit, public: open } = asOf(last, events);
      const { total, done, longTerm, ongoing, withdrawn } = internal.measures;
      expect(done + longTerm + ongoing).toBe(total);
      expect(total + withdrawn).toBeLessThanOrEqual(lives.length);
      expect(Object.values(byUnit).reduce((sum, unit) => sum + unit.measures.total, 0)).toBe(total);
      expect(open.measures.total).toBeLessThanOrEqual(total);
    }),
    { numRuns: runs },
  );
});
