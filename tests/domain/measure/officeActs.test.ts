import { describe, expect, test } from 'vitest';
import { holds } from '../../../domain/digest/holds.ts';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { isLate } from '../../../domain/measure/condition.ts';
import { decide } from '../../../domain/measure/decide.ts';
import type { MeasureEvent } from '../../../domain/measure/events.ts';
import { evolve } from '../../../domain/measure/evolve.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { as, calendar, contextAt, due, instant, jyj, measureDraft } from '../../support/domain.ts';
import { Story } from './story.ts';

const submit = { type: 'submit', evidence: ['a'] } satisfies MeasureCommand;
const suspend = { type: 'suspend', reason: '诉讼' } as const;
const reassign = { type: 'reassign', leadUnit: jyj, reason: '机构改革' } as const;
const adjust = (changes: object) => ({ type: 'adjust', changes, reason: '方案调整', approver: '区委书记' }) as const;

describe('suspending and resuming', () => {
  test('nobody holds the measure meanwhile, and it goes back to whoever held it', () => {
    const story = new Story();
    story.act('2024-09-02', submit, as.liaison);
    story.act('2024-09-03', suspend, as.coordinator);
    expect(story.state.clock?.holder).toBe('nobody');
    story.act('2024-12-02', { type: 'resume' }, as.coordinator);
    expect(story.state).toMatchObject({ phase: 'review', clock: { holder: 'unitPrincipal' } });
  });

  test('the reviewer who had it gets his days anew', () => {
    const story = new Story();
    story.act('2024-09-02', submit, as.liaison);
    story.act('2024-09-03', suspend, as.coordinator);
    story.act('2024-12-02', { type: 'resume' }, as.coordinator);
    expect(story.state.review?.limit).toBe('2024-12-05');
  });

  test('a new date lies ahead and not before the effect', () => {
    const story = new Story({ effectDue: due('2024-09-20') });
    story.act('2024-07-15', suspend, as.coordinator);
    const resume = (newDue: string) => story.try('2024-08-01', { type: 'resume', newDue }, as.coordinator);
    expect(resume('2024-08-01')).toMatchObject({ code: 'date-in-past' });
    expect(resume('2024-08-31')).toMatchObject({ code: 'effect-after-done' });
    expect(resume('8月底')).toMatchObject({ code: 'no-such-date' });
    story.act('2024-08-01', { type: 'resume', newDue: '2024-12-31' }, as.coordinator);
    expect(story.state).toMatchObject({ doneDue: { day: '2024-12-31' }, judgedBy: '2024-12-31' });
  });

  test('what was late when it was suspended stays late against its first date', () => {
    const story = new Story();
    story.act('2024-10-15', suspend, as.coordinator);
    story.act('2024-11-01', { type: 'resume', newDue: '2024-12-31' }, as.coordinator);
    expect(story.state).toMatchObject({ doneDue: { day: '2024-12-31' }, judgedBy: '2024-09-30' });
    expect(isLate(story.state, '2024-11-02')).toBe(true);
  });

  test('so does what was handed in late and suspended under review', () => {
    const story = new Story();
    story.act('2024-10-15', submit, as.liaison);
    story.act('2024-10-16', suspend, as.coordinator);
    story.act('2024-11-01', { type: 'resume', newDue: '2024-12-31' }, as.coordinator);
    expect(story.state).toMatchObject({ phase: 'review', judgedBy: '2024-09-30' });
  });

  test('a long-term measure resumes without a date', () => {
    const story = new Story({ kind: 'longTerm', doneDue: null });
    story.act('2024-08-01', suspend, as.coordinator);
    expect(story.try('2024-09-01', { type: 'resume', newDue: '2025-01-01' }, as.coordinator)).toMatchObject({
      code: 'wrong-state',
    });
  });
});

describe('reassigning', () => {
  test('the new unit is asked to acknowledge from the day it got the measure', () => {
    const story = new Story({ doneDue: due('2025-06-30') });
    story.act('2024-10-14', reassign, as.coordinator);
    expect(story.state).toMatchObject({ leadUnit: jyj, acknowledgedAt: null, participants: [] });
    const rungs = story.runTo('2024-10-17 18:00').filter((e) => e.type === 'RungReached' && e.basis.startsWith('ack:'));
    expect(rungs).toMatchObject([{ basis: 'ack:2024-10-14', rung: 'unacknowledged', day: '2024-10-17' }]);
  });

  test('what the old unit handed in is not reviewed for the new one', () => {
    const story = new Story();
    story.act('2024-09-02', submit, as.liaison);
    story.act('2024-09-03', suspend, as.coordinator);
    story.act('2024-09-04', reassign, as.coordinator);
    story.act('2024-09-05', { type: 'resume' }, as.coordinator);
    expect(story.state).toMatchObject({ phase: 'open', review: null, clock: { holder: 'unit' } });
  });

  test('to a unit that nobody knows is refused, and without a reason too', () => {
    const story = new Story();
    expect(story.try('2024-08-01', { ...reassign, leadUnit: 'x' }, as.coordinator)).toMatchObject({
      code: 'unknown-id',
    });
    expect(story.try('2024-08-01', { ...reassign, reason: '' }, as.coordinator)).toMatchObject({
      code: 'reason-missing',
    });
  });
});

describe('adjusting and withdrawing', () => {
  test('effect is never put after done, nor done before effect', () => {
    const story = new Story({ effectDue: due('2024-08-30') });
    for (const changes of [{ effectDue: due('2024-10-31') }, { doneDue: due('2024-08-01') }])
      expect(story.try('2024-08-01', adjust(changes), as.coordinator)).toMatchObject({ code: 'effect-after-done' });
    story.act('2024-08-01', adjust({ effectDue: due('2024-10-31'), doneDue: due('2024-12-31') }), as.coordinator);
    expect(story.state).toMatchObject({ effectDue: { day: '2024-10-31' }, judgedBy: '2024-12-31' });
  });

  test('a promised effect that is re-dated is told like any other date', () => {
    const story = new Story({ effectDue: due('2024-08-30') });
    const [adjusted] = story.act('2024-08-01', adjust({ effectDue: due('2024-09-13') }), as.coordinator);
    expect(adjusted?.notices.map(({ to, block, basis }) => [to, block, basis])).toEqual([
      ['unit', 'correction', 'effect-re-dated:2024-09-13'],
      ['handler', 'correction', 'effect-re-dated:2024-09-13'],
    ]);
    const still = (basis: string) => holds(basis, story.state, { calendar, policy: standard });
    expect([still('effect-re-dated:2024-09-13'), still('effect-re-dated:2024-08-30')]).toEqual([true, false]);
  });

  test('its kind and having no end are settled before it is issued', () => {
    const story = new Story();
    for (const changes of [{ kind: 'longTerm' as const }, { doneDue: null }])
      expect(story.try('2024-08-01', adjust(changes), as.coordinator)).toMatchObject({ code: 'wrong-state' });
    const draft = evolve(null, {
      ...{ type: 'Drafted', at: instant('2024-06-20'), by: 'system', notices: [] },
      ...{ draft: measureDraft(), campaign: 'c' },
    });
    const longTerm = decide(
      draft,
      adjust({ kind: 'longTerm', doneDue: null }),
      as.coordinator,
      contextAt('2024-06-21'),
    ) as MeasureEvent[];
    expect(longTerm.reduce<MeasureState>(evolve, draft)).toMatchObject({
      ...{ kind: 'longTerm', longTerm: true, doneDue: null, judgedBy: null },
    });
    expect(longTerm[0]?.notices).toEqual([]);
  });

  test('a milestone that was met stays met when others are added', () => {
    const story = new Story({ milestones: [{ day: '2024-08-15', text: '进场' }] });
    story.act('2024-08-10', { type: 'meetMilestone', index: 0 }, as.liaison);
    const milestones = [...[{ day: '2024-08-15', text: '进场' }], { day: '2024-09-15', text: '完工' }];
    story.act('2024-08-12', adjust({ milestones }), as.coordinator);
    expect(story.state.milestones.map(({ metOn }) => metOn)).toEqual(['2024-08-10', null]);
  });

  test('both need a reason and an approver', () => {
    const story = new Story();
    expect(story.try('2024-08-01', { ...adjust({}), approver: '' }, as.coordinator)).toMatchObject({
      code: 'reason-missing',
    });
    const withdraw = { type: 'withdraw', reason: '', approver: '区委书记' } as const;
    expect(story.try('2024-08-01', withdraw, as.coordinator)).toMatchObject({ code: 'reason-missing' });
  });

  test('withdrawn is the end of it, with its reason in the record', () => {
    const story = new Story();
    const events = story.act('2024-08-01', { type: 'withdraw', reason: '合并', approver: '区委书记' }, as.coordinator);
    expect(events.map(({ type }) => type)).toEqual(['Withdrawn', 'Archived']);
    expect(story.try('2024-08-02', adjust({}), as.coordinator)).toMatchObject({ code: 'wrong-state' });
  });

  test('converting to long-term ends every date and every reminder of one', () => {
    const story = new Story();
    story.act('2024-09-02', submit, as.liaison);
    story.act('2024-09-03', { type: 'return', reason: '佐证不足' }, as.principal);
    story.act('2024-09-04', { type: 'convertToLongTerm', reason: '长期坚持', approver: '区委' }, as.coordinator);
    expect(story.state).toMatchObject({ longTerm: true, doneDue: null, judgedBy: null, resubmitBy: null });
    const raised = story.runTo('2025-06-30').filter((e) => e.type === 'RungReached');
    expect(raised.filter((e) => !/^(cycle|ack):/.test(e.basis))).toEqual([]);
    expect(
      story.try('2025-07-01', { type: 'convertToLongTerm', reason: '再', approver: '区委' }, as.coordinator),
    ).toMatchObject({
      code: 'wrong-state',
    });
  });
});
