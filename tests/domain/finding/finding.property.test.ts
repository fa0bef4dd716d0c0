import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorTable } from '../../../domain/errors.ts';
import { refuse } from '../../../domain/finding/authority.ts';
import type { FindingCommand } from '../../../domain/finding/commands.ts';
import { decide } from '../../../domain/finding/decide.ts';
import type { FindingEvent } from '../../../domain/finding/events.ts';
import { evolve } from '../../../domain/finding/evolve.ts';
import { type FindingState, unsettled } from '../../../domain/finding/state.ts';
import { agenda, tick } from '../../../domain/finding/tick.ts';
import { as, contextAt, engine, findingDraft, instant, issue, runs } from '../../support/domain.ts';

const measure = fc.constantFrom('m1', 'm2', 'm3');
const command: fc.Arbitrary<FindingCommand> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<FindingCommand>(issue) },
  { weight: 1, arbitrary: measure.map((m): FindingCommand => ({ type: 'addMeasures', measures: [m] })) },
  { weight: 4, arbitrary: fc.constant<FindingCommand>({ type: 'close' }) },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('measureChanged' as const),
      measure,
      status: fc.constantFrom('open', 'closed', 'closed', 'withdrawn', 'longTerm'),
      archived: fc.constantFrom(false, false, true),
    }),
  },
);
const step = fc.record({
  command,
  actor: fc.constantFrom(engine, engine, ...Object.values(as)),
  hours: fc.nat(24 * 60),
});

test('a finding is open to closing only when settled, asks only then, replays, and every tick leaves nothing due', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
      let state: FindingState | null = null;
      let now = instant('2024-07-01');
      const record: FindingEvent[] = [];
      const happen = (events: FindingEvent[]) => {
        record.push(...events);
        state = events.reduce<FindingState | null>(evolve, state);
        for (const { notices } of events) for (const { windowAt } of notices) expect(windowAt).toBeGreaterThan(now);
        return state!;
      };
      const draft = {
        type: 'draft',
        draft: findingDraft(),
        campaign: 'c1',
        measures: ['m1', 'm2'],
      } satisfies FindingCommand;
      let current = happen(decide(null, draft, engine, contextAt(now)) as FindingEvent[]);
      for (const { command, actor, hours } of steps) {
        now += hours * 3_600_000;
        current = happen(tick(current, contextAt(now)));
        expect(agenda(current, contextAt(now)).filter(({ at }) => at <= now)).toEqual([]);
        const answer = decide(current, command, actor, contextAt(now));
        if (!Array.isArray(answer)) {
          expect(Object.keys(errorTable)).toContain(answer.code);
          continue;
        }
        expect(answer.length).toBeGreaterThan(0);
        expect(refuse(current, command, actor)).toBeNull();
        for (const { type } of answer)
          if (type === 'Closed') expect([unsettled(current), actor.units]).toEqual([[], []]);
        current = happen(answer);
        if (current.phase === 'open') expect(current.settledOn !== null).toBe(unsettled(current).length === 0);
      }
      expect((JSON.parse(JSON.stringify(record)) as FindingEvent[]).reduce<FindingState | null>(evolve, null)).toEqual(
        current,
      );
      expect(JSON.parse(JSON.stringify(current))).toStrictEqual(current);
      expect(JSON.stringify(current).length).toBeLessThan(20_000);
    }),
    { numRuns: runs },
  );
});
