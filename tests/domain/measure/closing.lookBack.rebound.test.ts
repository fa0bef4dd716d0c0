import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../domain/actor.ts';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { as, due, engine, instant, jyj, without, zjj } from '../../support/domain.ts';
import { Story } from './story.ts';

const held = { type: 'lookBack', method: '走访', result: 'held' } as const;
const rebound = { type: 'rebound', reason: '消防通道再被占用', newDue: '2025-03-31' } as const;

function closed(draft = {}, world = {}): Story {
  const story = new Story(draft, world);
  story.submitAndClose('2024-08-30');
  return story;
}

/** All three look-backs lie behind it. */
function archived(world = {}): Story {
  const story = closed({}, world);
  for (const day of ['2024-12-03', '2025-03-03', '2025-09-01']) story.act(day, held, as.clerk);
  return story;
}

describe('a look-back', () => {
  test('is due three, six and twelve months after closing, on a workday', () => {
    const story = closed();
    expect(story.state.lookBack).toEqual({ base: '2024-08-30', done: 0, next: '2024-12-02' });
    story.act('2024-12-03', held, as.clerk);
    expect(story.state.lookBack).toEqual({ base: '2024-08-30', done: 1, next: '2025-02-28' });
    story.act('2025-02-28', held, as.clerk);
    expect(story.state.lookBack).toEqual({ base: '2024-08-30', done: 2, next: '2025-09-01' });
  });

  test('three months after 30 November is the last day of February', () => {
    const story = new Story({ doneDue: due('2023-11-30') }, {}, '2023-07-03');
    story.submitAndClose('2023-11-30');
    expect(story.state.lookBack.next).toBe('2024-02-29');
  });

  test('the last one archives the measure, and nothing more can be asked of it but that it be opened again', () => {
    const story = archived();
    expect(story.state).toMatchObject({ phase: 'closed', archivedAt: expect.any(Number) });
    for (const command of [held, { type: 'renewEvidence' as const, evidence: ['a'] }])
      expect(story.try('2025-09-02', command, as.clerk)).toMatchObject({
        code: 'wrong-state',
        facts: { phase: 'archived' },
      });
  });

  test('asks the unit for fresh evidence, and keeps what it handed in', () => {
    const story = closed();
    story.runTo('2024-12-01');
    expect(story.rungs('fresh:').map(({ day, rung, notices }) => `${day} ${rung} ${notices[0]!.to}`)).toEqual([
      '2024-11-18 ask unit',
      '2024-11-28 near unit',
    ]);
    const renew = { type: 'renewEvidence' as const, evidence: ['sha256:b'] };
    expect(story.try('2024-12-01', { ...renew, evidence: [] }, as.liaison)).toMatchObject({ code: 'evidence-missing' });
    expect(story.try('2024-12-01', renew, as.clerk)).toMatchObject({ code: 'not-allowed' });
    story.act('2024-12-01', renew, as.liaison);
    story.runTo('2024-12-10');
    expect(story.rungs('fresh:')).toHaveLength(2);
    const [looked] = story.act('2024-12-10', held, as.clerk);
    expect(looked).toMatchObject({ type: 'LookedBack', evidence: ['sha256:b'] });
    story.runTo('2025-02-20');
    expect(story.rungs('fresh:2:').map(({ rung }) => rung)).toEqual(['ask']);
  });

  test('sooner than policy’s days before its day is one more; later it is the scheduled one', () => {
    const world = (lookBackEarlyDays: number) => ({ policy: { ...standard, lookBackEarlyDays } });
    for (const [days, early] of [
      [10, true],
      [30, undefined],
    ] as const) {
      const [looked] = closed({}, world(days)).act('2024-11-12', held, as.clerk);
      expect(looked).toMatchObject({ type: 'LookedBack' });
      expect((looked as { early?: true }).early).toBe(early);
    }
  });

  test('may be made by 巡察办 too', () => {
    const inspector: Actor = { person: 'inspector', units: [], roles: ['inspection'] };
    expect(Array.isArray(closed().try('2024-12-03', held, inspector))).toBe(true);
  });

  test('where policy asks for none, closing archives', () => {
    const { state } = closed({}, { policy: { ...standard, lookBackMonths: [] } });
    expect(state).toMatchObject({ phase: 'closed', archivedAt: expect.any(Number) });
  });

  test('is not made by the closer, nor by the unit, nor by whoever works on it', () => {
    const story = closed({ handler: 'supervisor' });
    for (const actor of [as.coordinator, as.seconded, as.supervisor])
      expect(story.try('2024-12-03', held, actor)).toMatchObject({ code: 'own-item' });
    expect(story.try('2024-12-03', held, as.leader)).toMatchObject({ code: 'not-allowed' });
    expect(Array.isArray(story.try('2024-12-03', held, as.clerk))).toBe(true);
  });

  test('says how it was looked at', () => {
    expect(closed().try('2024-12-03', { ...held, method: '' }, as.clerk)).toMatchObject({ code: 'reason-missing' });
  });

  test('the office is reminded until it is made', () => {
    const story = closed();
    story.runTo('2025-02-14');
    expect(story.rungs('lookBack:').map(({ day, rung }) => `${day} ${rung}`)).toEqual([
      '2024-12-02 due',
      '2024-12-09 past',
      '2024-12-23 past',
      '2025-01-07 past',
      '2025-01-21 past',
      '2025-02-10 past',
    ]);
  });
});

describe('a rebound', () => {
  test('reopens the measure and keeps the old closure in the record', () => {
    const story = closed();
    story.act('2024-12-03', { ...held, result: 'rebound', reason: rebound.reason, newDue: rebound.newDue }, as.clerk);
    expect(story.state).toMatchObject({
      phase: 'open',
      closure: null,
      rebounds: 1,
      judgedBy: '2025-03-31',
      submission: null,
    });
    expect(story.events.filter((e) => e.type === 'Closed')).toMatchObject([{ by: 'coordinator', day: '2024-08-30' }]);
    expect(story.events.slice(-2).map(({ type }) => type)).toEqual(['LookedBack', 'Rebounded']);
  });

  test.each<[string, MeasureCommand, Actor]>([
    ['an order', { ...rebound, newDue: '2025-12-31' }, as.clerk],
    ['a look-back', { ...held, result: 'rebound', reason: '反弹', newDue: '2025-12-31' }, as.supervisor],
    [
      'a check round',
      {
        ...{ type: 'checked', check: 'check-1', checker: 'clerk', method: '走访', result: 'problem', reason: '反弹' },
        ...{ follow: 'rebound', due: '2025-12-31' },
      },
      engine,
    ],
  ])('by %s opens what is archived, and it reminds again', (_, command, actor) => {
    const story = archived();
    story.act('2025-10-14', command, actor);
    expect(story.state).toMatchObject({ phase: 'open', archivedAt: null, rebounds: 1, doneDue: { day: '2025-12-31' } });
    story.runTo('2026-01-06');
    expect(story.rungs('done:2025-12-31').map(({ rung }) => rung)).toEqual(
      expect.arrayContaining(['green', 'yellow', 'red']),
    );
    story.submitAndClose('2026-01-06');
    expect(story.state).toMatchObject({ phase: 'closed', closure: { late: true }, lookBack: { next: '2026-04-07' } });
  });

  test('of what is archived is for nobody of its unit, and of what is withdrawn for nobody', () => {
    const story = archived();
    const again = { ...rebound, newDue: '2025-12-31' };
    expect(story.try('2025-10-14', again, as.liaison)).toMatchObject({ code: 'not-allowed' });
    expect(story.try('2025-10-14', again, as.seconded)).toMatchObject({ code: 'own-item' });
    const withdrawn = new Story();
    withdrawn.act('2024-07-10', { type: 'withdraw', reason: '重复', approver: '领导小组' }, as.coordinator);
    expect(withdrawn.try('2025-10-14', again, as.clerk)).toMatchObject({
      code: 'wrong-state',
      facts: { phase: 'archived' },
    });
  });

  test('of what was archived while its unit became another’s goes to that unit', () => {
    const merged = { from: zjj, to: jyj, at: instant('2025-09-10') };
    const before = { from: 'leader', to: 'secretary', at: instant('2024-08-01') };
    const story = archived({ successions: [before, merged] });
    const happened = story.act('2025-10-14', { ...rebound, newDue: '2025-12-31' }, as.clerk);
    expect(happened.map(({ type }) => type)).toEqual(['Succeeded', 'Rebounded']);
    expect(story.state).toMatchObject({ leadUnit: jyj, participants: [], leaders: ['leader'] });
  });

  test('gives the clock back to the unit; the time it was closed is nobody’s', () => {
    const story = closed();
    story.act('2024-08-31 15:00', rebound, as.clerk);
    expect(story.state.clock).toMatchObject({ holder: 'unit', booked: { nobody: 86_400_000 } });
  });

  test('needs a reason and a date to come', () => {
    const story = closed();
    expect(story.try('2024-12-03', { ...rebound, reason: '' }, as.clerk)).toMatchObject({ code: 'reason-missing' });
    expect(story.try('2024-12-03', { ...rebound, newDue: '' }, as.clerk)).toMatchObject({ code: 'no-such-date' });
    expect(story.try('2024-12-03', { ...rebound, newDue: '2024-12-03' }, as.clerk)).toMatchObject({
      code: 'date-in-past',
    });
  });

  test('brings an effect promised for later forward to the new date', () => {
    const story = closed({ effectDue: due('2025-06-30'), doneDue: due('2025-12-31') });
    story.act('2024-12-03', rebound, as.clerk);
    expect(story.state.effectDue?.day).toBe('2025-03-31');
  });

  test('of a long-term measure gives it an end date again, and that date runs', () => {
    const story = closed({ kind: 'longTerm', doneDue: null });
    story.act('2024-12-03', rebound, as.clerk);
    expect(story.state.longTerm).toBe(false);
    expect(story.light('2025-04-01')).toBe('overdue');
  });

  test('of the secretary’s item needs no decision, closing it again does', () => {
    const story = new Story({ leaders: ['secretary'] }, { directory: without('leader') });
    story.act('2024-08-30 10:00', { type: 'submit', evidence: ['a'] }, as.liaison);
    for (const actor of [as.principal, as.secretary, as.clerk])
      story.act('2024-08-30 11:00', { type: 'approve' }, actor);
    story.act('2024-08-30 12:00', { type: 'close', decision: '领导小组〔2024〕3号' }, as.member);
    story.act('2024-12-03', rebound, as.clerk);
    expect(story.state.phase).toBe('open');
  });
});
