import fc from 'fast-check';
import { addDays } from '../../../domain/calendar/day.ts';
import { kinds, type MeasureDraft } from '../../../domain/plan/lists.ts';
import { type ReviewStep, reviewSteps } from '../../../domain/plan/policy.ts';
import type { Address } from '../../../domain/plan/recipient.ts';
import { as, due, measureDraft, people } from '../../support/domain.ts';
import { type Act, type Order, orders, rare } from './randomActs.ts';

type Step = { kind: 'tick' } | { kind: 'sleep'; hours: number } | ({ kind: 'act'; hours: number } & Act);
export type Life = { draft: MeasureDraft; path: ReviewStep[]; vacant: (keyof typeof people)[]; steps: Step[] };

const cast = Object.keys(as) as (keyof typeof as)[];

/** Mostly what the phase allows, so that lives go deep; what ends them is drawn seldom. */
const order = fc.oneof(
  { weight: 8, arbitrary: fc.nat().map((nth) => ({ nth })) },
  { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(orders) as Order[]).filter((o) => !rare.includes(o))) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ kind: 'tick' }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('sleep' as const), hours: fc.integer({ min: 0, max: 24 * 120 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      hours: fc.oneof(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 24 * 30 })),
      order,
      days: fc.integer({ min: -20, max: 200 }),
      actor: fc.oneof(
        { weight: 5, arbitrary: fc.constant('whoever may' as const) },
        { weight: 1, arbitrary: fc.constantFrom(...cast) },
      ),
      flag: fc.boolean(),
    }),
  },
);

const day = (min: number, max: number) => fc.integer({ min, max }).map((n) => addDays('2024-07-01', n));
const draft = fc
  .record({
    counted: fc.constantFrom('not', 'whole', 'by parts'),
    kind: fc.constantFrom(...kinds),
    effect: fc.option(day(0, 150), { nil: null }),
    done: fc.option(day(60, 300), { freq: 8, nil: null }),
    milestone: fc.option(day(0, 200), { nil: null }),
    leaders: fc.constantFrom<string[]>(
      ['leader'],
      ['secretary'],
      ['leader', 'secretary'],
      ['principal'],
      ['coordinator'],
      [],
    ),
    handler: fc.constantFrom(null, 'worker', 'seconded', 'coordinator'),
    watcher: fc.constantFrom('office', 'person:member', 'unit:jyj', 'unit:zjj' as const),
  })
  .map(({ counted, kind, effect, done, milestone, leaders, handler, watcher }) =>
    measureDraft({
      ...(counted === 'not' ? {} : { quantity: { kind: 'count', unit: '个', total: 32 } }),
      ...(counted === 'by parts' ? { parts: orders.divide({ flag: true } as Act).parts } : {}),
      kind,
      leaders,
      handler,
      effectDue: effect === null ? null : due(effect),
      doneDue: done === null ? null : due(done),
      ...(done === null && (kind === 'dated' || kind === 'continuing')
        ? { condition: { text: '与轨道8号线同步通车', watcher: watcher as Address } }
        : {}),
      milestones: milestone ? [{ day: milestone, text: '进场' }] : [],
    }),
  );

/** A measure, a world (review path, vacant posts) and what is tried in it, with random people and times. */
export const life: fc.Arbitrary<Life> = fc.record({
  draft,
  path: fc.subarray([...reviewSteps]),
  vacant: fc.subarray(Object.keys(people) as (keyof typeof people)[], { maxLength: 3 }),
  steps: fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }),
});
