import { describe, expect, test } from 'vitest';
import { as } from '../../support/domain.ts';
import { Story } from './story.ts';

const ask = (to: string) => ({ type: 'requestExtension', to, reason: '汛期停工', progress: '完成七成' }) as const;

describe('an extension (due 2024-09-30)', () => {
  test('asked on the due date itself is in time', () => {
    const story = new Story();
    story.act('2024-09-30', ask('2024-11-29'), as.liaison);
    expect(story.state.extension).toMatchObject({ to: '2024-11-29', by: 'liaison', limit: '2024-10-10' });
  });

  test('asked after the due date is refused', () => {
    expect(new Story().try('2024-10-01', ask('2024-11-29'), as.liaison)).toMatchObject({
      code: 'extension-too-late',
      facts: { due: '2024-09-30' },
    });
  });

  test('to the same or an earlier date is refused', () => {
    for (const to of ['2024-09-30', '2024-08-30'])
      expect(new Story().try('2024-09-02', ask(to), as.liaison)).toMatchObject({ code: 'extension-not-later' });
  });

  test('to a date that does not exist is refused', () => {
    expect(new Story().try('2024-09-02', ask('2025-02-29'), as.liaison)).toMatchObject({ code: 'no-such-date' });
  });

  test('while it is undecided the decider is asked, and the date does not run against the unit', () => {
    const story = new Story();
    story.act('2024-09-27', ask('2024-11-29'), as.liaison);
    const raised = story.runTo('2024-10-18 18:00');
    const rungs = raised.filter((e) => e.type === 'RungReached');
    expect(rungs.some((rung) => rung.basis.startsWith('decision:'))).toBe(true);
    expect(rungs.some((rung) => rung.basis.startsWith('done:'))).toBe(false);
    expect(story.light('2024-10-18')).toBe('normal');
  });

  test('granted moves the date and the judgement', () => {
    const story = new Story();
    story.act('2024-09-27', ask('2024-11-29'), as.liaison);
    story.act('2024-09-29', { type: 'grantExtension' }, as.leader);
    expect(story.state).toMatchObject({ doneDue: { day: '2024-11-29' }, judgedBy: '2024-11-29', extension: null });
    story.submitAndClose('2024-11-28');
    expect(story.state.closure?.late).toBe(false);
  });

  test('granted ends the reminders of a return: the new date takes their place', () => {
    const story = new Story();
    story.act('2024-09-02', { type: 'submit', evidence: ['a'] }, as.liaison);
    story.act('2024-09-03', { type: 'return', reason: '佐证不足' }, as.principal);
    story.act('2024-09-04', ask('2024-11-29'), as.liaison);
    story.act('2024-09-05', { type: 'grantExtension' }, as.leader);
    expect(story.state.resubmitBy).toBeNull();
    story.runTo('2024-10-31');
    expect(story.rungs('resubmit:')).toEqual([]);
  });

  test('refused leaves the date, and the ladder goes on where it stands', () => {
    const story = new Story();
    story.act('2024-09-30', ask('2024-11-29'), as.liaison);
    story.act('2024-10-11', { type: 'refuseExtension', reason: '理由不足' }, as.coordinator);
    expect(story.state.doneDue?.day).toBe('2024-09-30');
    expect(story.light('2024-10-11')).toBe('overdue');
    const raised = story.wakeAt('2024-10-11 12:00');
    expect(raised.filter((e) => e.type === 'RungReached' && e.spoke && e.basis.startsWith('done:'))).toHaveLength(1);
  });

  test('is not decided by whoever asked for it, nor by somebody of his unit', () => {
    const story = new Story({ handler: 'coordinator' });
    story.act('2024-09-02', ask('2024-11-29'), as.coordinator);
    expect(story.try('2024-09-03', { type: 'grantExtension' }, as.coordinator)).toMatchObject({ code: 'own-item' });
    expect(story.try('2024-09-03', { type: 'grantExtension' }, as.seconded)).toMatchObject({ code: 'own-item' });
    expect(story.try('2024-09-03', { type: 'grantExtension' }, as.liaison)).toMatchObject({ code: 'not-allowed' });
    expect(Array.isArray(story.try('2024-09-03', { type: 'grantExtension' }, as.clerk))).toBe(true);
  });

  test('cannot be granted to a date that another act has overtaken: done never moves before effect', () => {
    const story = new Story();
    story.act('2024-09-02', ask('2024-10-31'), as.liaison);
    const changes = {
      effectDue: { text: '2024年12月底前', day: '2024-12-31', why: '' },
      doneDue: { text: '2025年6月底前', day: '2025-06-30', why: '' },
    };
    story.act('2024-09-03', { type: 'adjust', changes, reason: '调整方案', approver: '区委书记' }, as.coordinator);
    expect(story.try('2024-09-04', { type: 'grantExtension' }, as.leader)).toMatchObject({
      code: 'extension-not-later',
    });
  });
});
