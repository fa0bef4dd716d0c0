import { describe, expect, test } from 'vitest';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { isLate } from '../../../domain/measure/condition.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { as, due } from '../../support/domain.ts';
import { Story } from './story.ts';

const submit = { type: 'submit', evidence: ['a'] } satisfies MeasureCommand;

describe('the light of an open measure due 2024-09-30', () => {
  test('normal until ten days before, due soon until the day itself, overdue from the day after', () => {
    const story = new Story();
    expect(story.light('2024-09-19')).toBe('normal');
    expect(story.light('2024-09-20')).toBe('dueSoon');
    expect(story.light('2024-09-30')).toBe('dueSoon');
    expect(story.light('2024-10-01')).toBe('overdue');
  });

  test('lagging when a milestone or the effect is past and not met, until it is', () => {
    const story = new Story({ effectDue: due('2024-08-30'), milestones: [{ day: '2024-08-15', text: '进场' }] });
    expect(story.light('2024-08-15')).toBe('normal');
    expect(story.light('2024-08-16')).toBe('lagging');
    story.act('2024-08-16', { type: 'meetMilestone', index: 0 }, as.liaison);
    expect(story.light('2024-08-16')).toBe('normal');
    expect(story.light('2024-08-31')).toBe('lagging');
    story.act('2024-08-31', { type: 'claimEffect', evidence: ['a'] }, as.liaison);
    expect(story.light('2024-08-31')).toBe('normal');
  });

  test('with a reviewer, and with a higher level, whatever the date', () => {
    const policy = {
      ...standard,
      review: { ...standard.review, steps: ['unitPrincipal' as const, 'higherLevel' as const] },
    };
    const story = new Story({}, { policy });
    story.act('2024-09-27', submit, as.liaison);
    expect(story.light('2024-12-31')).toBe('withReviewer');
    story.act('2024-09-29', { type: 'approve' }, as.principal);
    expect(story.light('2024-12-31'), 'not applied for yet').toBe('withReviewer');
    const application = { type: 'applyAcceptance', body: '市委巡察办', application: '区整改办〔2024〕5号' } as const;
    story.act('2024-09-29', application, as.coordinator);
    expect(story.light('2024-12-31')).toBe('withHigherLevel');
    expect(isLate(story.state, '2024-12-31')).toBe(false);
  });

  test('after a return the limit for submitting again is what counts', () => {
    const story = new Story();
    story.act('2024-09-27', submit, as.liaison);
    story.act('2024-10-10', { type: 'return', reason: '佐证不足' }, as.principal);
    expect(story.state.resubmitBy).toBe('2024-10-23');
    expect(story.light('2024-10-10')).toBe('normal');
    expect(story.light('2024-10-13')).toBe('dueSoon');
    expect(story.light('2024-10-24')).toBe('overdue');
  });

  test('suspended is not overdue, and does not grow late', () => {
    const story = new Story();
    story.act('2024-09-27', { type: 'suspend', reason: '诉讼' }, as.coordinator);
    expect(story.light('2025-06-30')).toBe('suspended');
    expect(isLate(story.state, '2025-06-30')).toBe(false);
  });

  test('a long-term measure is neither due nor late', () => {
    const story = new Story({ kind: 'longTerm', doneDue: due('2024-09-30') });
    expect(story.light('2025-06-30')).toBe('longTerm');
    expect(isLate(story.state, '2025-06-30')).toBe(false);
    story.submitAndClose('2025-06-30');
    expect(story.state.closure?.late).toBe(false);
  });
});
