import { expect, test } from 'vitest';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { decide } from '../../../domain/measure/decide.ts';
import { as, contextAt, without } from '../../support/domain.ts';
import { Story } from './story.ts';

const open = () => new Story();
const inReview = () => {
  const story = new Story();
  story.act('2024-08-01', { type: 'submit', evidence: ['a'] }, as.liaison);
  return story;
};
const asked = () => {
  const story = new Story();
  story.act('2024-08-01', { type: 'requestExtension', to: '2024-12-31', reason: '汛期', progress: '' }, as.liaison);
  return story;
};
const closed = () => {
  const story = new Story();
  story.submitAndClose('2024-08-01');
  return story;
};
const suspended = () => {
  const story = new Story();
  story.act('2024-08-01', { type: 'suspend', reason: '诉讼' }, as.coordinator);
  return story;
};
const why = { reason: '原因', approver: '区委' };
const office = ['coordinator', 'clerk'];
const unit = ['principal', 'liaison', 'worker', 'seconded'];

/** Who of the whole cast may do what; everybody else is told no. `seconded` sits in the office, but it is his unit's item. */
const table: [() => Story, MeasureCommand, string[]][] = [
  [open, { type: 'acknowledge' }, unit],
  [open, { type: 'report', progress: '八成', next: '收尾' }, unit],
  [open, { type: 'claimEffect', evidence: ['a'] }, unit],
  [open, { type: 'submit', evidence: ['a'] }, unit],
  [open, { type: 'requestExtension', to: '2024-12-31', reason: '汛期', progress: '' }, unit],
  [open, { type: 'sayNotMine', reason: '职责不符' }, unit],
  [asked, { type: 'grantExtension' }, ['coordinator', 'clerk', 'leader']],
  [asked, { type: 'refuseExtension', reason: '理由不足' }, ['coordinator', 'clerk', 'leader']],
  [inReview, { type: 'approve' }, ['principal']],
  [inReview, { type: 'return', reason: '佐证不足' }, ['principal']],
  [open, { type: 'reassign', leadUnit: 'jyj', reason: '机构改革' }, office],
  [open, { type: 'suspend', reason: '诉讼' }, office],
  [suspended, { type: 'resume' }, office],
  [open, { type: 'adjust', changes: { title: '新题' }, ...why }, office],
  [open, { type: 'withdraw', ...why }, office],
  [open, { type: 'convertToLongTerm', ...why }, office],
  [closed, { type: 'lookBack', method: '走访', result: 'held' }, ['clerk', 'supervisor']],
  [closed, { type: 'rebound', reason: '反弹', newDue: '2024-12-31' }, ['coordinator', 'clerk', 'supervisor']],
];

test.each(table.map(([story, command, who]) => ({ story, command, who, act: command.type })))(
  '$act is for $who alone',
  ({ story, command, who }) => {
    const { state } = story();
    const may = Object.values(as).filter((actor) =>
      Array.isArray(decide(state, command, actor, contextAt('2024-08-02'))),
    );
    expect(may.map(({ person }) => person).sort()).toEqual([...who].sort());
  },
);

test('supervision stands in for the office where all of the office would act on their own item, and only there', () => {
  const withdraw = { type: 'withdraw', ...why } as const;
  const story = new Story({ handler: 'coordinator' });
  expect(story.try('2024-08-02', withdraw, as.coordinator)).toMatchObject({ code: 'own-item' });
  expect(story.try('2024-08-02', withdraw, as.supervisor)).toMatchObject({ code: 'not-allowed' });
  const directory = without('clerk', 'seconded');
  expect(decide(story.state, withdraw, as.supervisor, contextAt('2024-08-02', { directory }))).toMatchObject([
    { type: 'Withdrawn', by: 'supervisor' },
    { type: 'Archived' },
  ]);
});

test('the named handler acts for the unit though he belongs to another', () => {
  const story = new Story({ handler: 'jyjLiaison' });
  story.act('2024-08-01', { type: 'acknowledge' }, as.jyjLiaison);
  expect(story.state.acknowledgedAt).not.toBeNull();
});

test('what is archived answers nobody', () => {
  const story = new Story();
  story.act('2024-08-01', { type: 'withdraw', ...why }, as.coordinator);
  for (const [, command] of table)
    for (const actor of Object.values(as))
      expect(decide(story.state, command, actor, contextAt('2024-08-02'))).toMatchObject({ code: 'wrong-state' });
});
