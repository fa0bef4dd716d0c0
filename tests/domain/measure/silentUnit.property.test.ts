import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../domain/calendar/day.ts';
import { dayOf } from '../../../domain/calendar/zone.ts';
import { agenda } from '../../../domain/measure/agenda.ts';
import { evolve } from '../../../domain/measure/evolve.ts';
import { tick } from '../../../domain/measure/tick.ts';
import { kinds, type MeasureDraft } from '../../../domain/plan/lists.ts';
import { as, calendar, due, instant, runs } from '../../support/domain.ts';
import { Story } from './story.ts';

const end = instant('2026-07-01');
const when = (min: number, max: number) => fc.integer({ min, max }).map((n) => due(addDays('2024-07-01', n)));
const drafts: fc.Arbitrary<Partial<MeasureDraft>> = fc
  .record({
    id: fc.stringMatching(/^m[0-9]{1,4}$/),
    kind: fc.constantFrom(...kinds),
    effect: fc.option(when(0, 100), { nil: null }),
    done: when(100, 500),
    milestones: fc.array(when(0, 400), { maxLength: 3 }),
  })
  .map(({ id, kind, effect, done, milestones }) => ({
    id,
    kind,
    effectDue: kind === 'immediate' ? null : effect,
    doneDue: kind === 'immediate' || kind === 'longTerm' ? null : done,
    milestones: milestones.map(({ day }) => ({ day, text: `到${day}` })),
  }));

/** Ticks at each agenda instant until two years are over; each tick must move time forward. */
function twoYears(story: Story): number {
  let ticks = 0;
  let now = story.state.issuedAt!;
  for (;;) {
    const next = agenda(story.state, story.at(now))[0];
    if (!next || next.at > end) return ticks;
    expect(next.at).toBeGreaterThan(now);
    now = next.at;
    const raised = tick(story.state, story.at(now));
    expect(raised.length).toBeGreaterThan(0);
    story.events.push(...raised);
    for (const event of raised) story.state = evolve(story.state, event);
    ticks += 1;
    expect(ticks).toBeLessThan(400);
  }
}

function mostEventsInAYear(story: Story): number {
  const years = new Map<string, number>();
  for (const { at } of story.events) {
    const year = dayOf(at, calendar.zone).slice(0, 4);
    years.set(year, (years.get(year) ?? 0) + 1);
  }
  return Math.max(...years.values());
}

test('two years of a unit that never answers take few ticks and events, a small state, and are never silent', () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      const story = new Story(draft);
      const ticks = twoYears(story);
      expect(ticks).toBeGreaterThan(20);
      expect(mostEventsInAYear(story)).toBeLessThan(600);
      expect(JSON.stringify(story.state).length).toBeLessThan(20_000);
      const spoken = story.rungs().filter((rung) => rung.spoke);
      for (const [index, rung] of spoken.slice(1).entries())
        expect(rung.at - spoken[index]!.at).toBeLessThan(100 * 86_400_000);
    }),
    { numRuns: process.env.CI ? runs : 12 },
  );
}, 600_000);

test('two years with a reviewer who never answers are bounded too, and never the unit is asked', () => {
  const story = new Story();
  story.act('2024-09-02', { type: 'submit', evidence: ['sha256:a'] }, as.liaison);
  const before = story.events.length;
  expect(twoYears(story)).toBeLessThan(400);
  const asked = story.events.slice(before).flatMap(({ notices }) => notices.map(({ to }) => to));
  expect(asked.length).toBeGreaterThan(20);
  expect(new Set(asked)).toEqual(new Set(['reviewer', 'office', 'leadingGroup']));
});
