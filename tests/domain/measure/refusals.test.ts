import { describe, expect, test } from 'vitest';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { as } from '../../support/domain.ts';
import { Story } from './story.ts';

const why = { reason: '原因', approver: '区委' };
const blank = { reason: ' ', approver: '区委' };

describe('a reason is asked for where somebody will have to answer for it', () => {
  const commands: MeasureCommand[] = [
    { type: 'setLimit', to: '2024-12-31', reason: '' },
    { type: 'reassign', leadUnit: 'jyj', reason: '' },
    { type: 'suspend', reason: '' },
    { type: 'adjust', changes: {}, ...blank },
    { type: 'withdraw', ...blank },
    { type: 'withdraw', reason: '合并', approver: '' },
    { type: 'convertToLongTerm', ...blank },
  ];
  test.each(commands)('$type', (command) => {
    expect(new Story().try('2024-10-08', command, as.coordinator)).toMatchObject({ code: 'reason-missing' });
  });

  test.each<MeasureCommand>([
    { type: 'requestExtension', to: '2024-12-31', reason: '', progress: '' },
    { type: 'sayNotMine', reason: '' },
    { type: 'report', progress: '', next: '' },
  ])('$type', (command) => {
    expect(new Story().try('2024-08-01', command, as.liaison)).toMatchObject({ code: 'reason-missing' });
  });

  test('refuseExtension', () => {
    const story = new Story();
    story.act('2024-08-01', { type: 'requestExtension', to: '2024-12-31', reason: '汛期', progress: '' }, as.liaison);
    expect(story.try('2024-08-02', { type: 'refuseExtension', reason: '' }, as.leader)).toMatchObject({
      code: 'reason-missing',
    });
  });
});

describe('a date must exist', () => {
  test.each<MeasureCommand>([
    { type: 'setLimit', to: '2024-11-31', reason: '限期' },
    { type: 'adjust', changes: { doneDue: { text: '', day: '2024-13-01', why: '' } }, ...why },
  ])('$type', (command) => {
    expect(new Story().try('2024-10-08', command, as.coordinator)).toMatchObject({ code: 'no-such-date' });
  });

  test.each<MeasureCommand>([
    { type: 'claimEffect', on: '2023-02-29', evidence: ['a'] },
    { type: 'submit', doneOn: '9月底', evidence: ['a'] },
    { type: 'report', progress: '八成', next: '收尾', asOf: '昨天' },
  ])('$type', (command) => {
    expect(new Story().try('2024-08-01', command, as.liaison)).toMatchObject({ code: 'no-such-date' });
  });
});

describe('an act needs its occasion', () => {
  test.each<[string, MeasureCommand, keyof typeof as]>([
    ['nothing was asked', { type: 'grantExtension' }, 'leader'],
    ['nothing was asked', { type: 'refuseExtension', reason: '理由不足' }, 'leader'],
    ['nothing was handed in', { type: 'approve' }, 'principal'],
    ['nothing was handed in', { type: 'return', reason: '佐证不足' }, 'principal'],
    ['nothing was handed in', { type: 'close' }, 'coordinator'],
    ['it is not suspended', { type: 'resume' }, 'coordinator'],
    ['it is not closed', { type: 'lookBack', method: '走访', result: 'held' }, 'clerk'],
    ['it is issued already', { type: 'issue', document: '文', approvers: ['区委'] }, 'liaison'],
  ])('%s: wrong-state', (_, command, who) => {
    expect(new Story().try('2024-08-01', command, as[who])).toMatchObject({ code: 'wrong-state' });
  });

  test('what was done once is not done twice', () => {
    const story = new Story({ milestones: [{ day: '2024-08-15', text: '进场' }] });
    const twice: MeasureCommand[] = [
      { type: 'acknowledge' },
      { type: 'meetMilestone', index: 0 },
      { type: 'requestExtension', to: '2024-12-31', reason: '汛期', progress: '' },
    ];
    for (const command of twice) {
      story.act('2024-08-01', command, as.liaison);
      expect(story.try('2024-08-02', command, as.liaison)).toMatchObject({ code: 'wrong-state' });
    }
    expect(story.try('2024-08-02', { type: 'meetMilestone', index: 7 }, as.liaison)).toMatchObject({
      code: 'unknown-id',
    });
    const tomorrow = { type: 'submit', doneOn: '2024-08-03', evidence: ['a'] } satisfies MeasureCommand;
    expect(story.try('2024-08-02', tomorrow, as.liaison)).toMatchObject({ code: 'bad-input' });
  });
});
