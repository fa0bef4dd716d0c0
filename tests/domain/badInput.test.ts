import { describe, expect, test } from 'vitest';
import type { ErrorCode, Refusal } from '../../domain/errors.ts';
import { errorTable } from '../../domain/errors.ts';
import { decide as decideFinding } from '../../domain/finding/decide.ts';
import { evolve as evolveFinding } from '../../domain/finding/evolve.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import { refuseCycle } from '../../domain/plan/cycle.ts';
import { refuseChange } from '../../domain/plan/directoryChange.ts';
import { standard } from '../../domain/plan/presets.ts';
import { as, contextAt, directory, engine, findingDraft, zjj } from '../support/domain.ts';
import { issued } from './campaign/story.ts';
import { Story } from './measure/story.ts';

// One test for each kind of wrong input that an office makes: a code of the table, and nothing has changed.
const scan = `sha256:${'a'.repeat(64)}`;
const paper = { by: 'clerk', number: '区领〔2024〕8号', date: '2024-09-04', scan };
const submit = { type: 'submit' as const, evidence: ['sha256:a'] };
const approve = { type: 'approve' } as const;

function refused(code: ErrorCode, answer: object[] | Refusal) {
  expect(answer).toMatchObject({ code });
  expect(errorTable).toHaveProperty(code);
}

describe('acts out of order', () => {
  test('on a measure: closed before it was handed in, approved twice, looked back at before it was closed', () => {
    const story = new Story();
    const before = structuredClone(story.state);
    for (const command of [
      { type: 'close' },
      approve,
      { type: 'lookBack', method: '走访', result: 'held' },
      { type: 'acceptPermanent' },
      { type: 'answerCondition', result: 'notYet', word: '未到' },
      { type: 'renewEvidence', evidence: ['sha256:a'] },
    ] as const)
      refused('wrong-state', story.try('2024-07-01', command as never, as.coordinator));
    expect(story.state).toEqual(before);
  });

  test('on a campaign: signed before a round is open, a letter released that nobody drafted, a check closed that was not', () => {
    const story = issued();
    const before = structuredClone(story.state);
    refused('wrong-state', story.try('2024-07-03', { type: 'sign' }, as.leader));
    refused(
      'unknown-id',
      story.try(
        '2024-07-03',
        { type: 'releaseLetter', letter: 'letter-1', signer: '主任', number: '1号' },
        as.coordinator,
      ),
    );
    refused(
      'unknown-id',
      story.try('2024-07-03', { type: 'closeCheck', check: 'c', conclusion: '无' }, as.coordinator),
    );
    expect(story.state).toEqual(before);
  });

  test('on a finding: closed while a measure is open', () => {
    const draft = { type: 'draft', draft: findingDraft(), campaign: 'c1', measures: ['m1'] } as const;
    const context = contextAt('2024-07-01');
    let state: FindingState | null = null;
    for (const command of [
      { ...draft, measures: ['m1'] },
      { type: 'issue', document: '12号', approvers: ['区委'] },
    ] as const) {
      const events = decideFinding(state, command as never, engine, context);
      if (Array.isArray(events)) state = events.reduce<FindingState | null>(evolveFinding, state);
    }
    refused('finding-not-settled', decideFinding(state, { type: 'close' }, as.coordinator, context));
  });
});

describe('dated back', () => {
  test('before the issue', () => {
    refused('backdated', new Story().try('2024-07-10', { ...submit, doneOn: '2024-06-30' }, as.liaison));
    refused(
      'backdated',
      issued().try(
        '2024-07-10',
        { type: 'finish', errand: 'x', result: 'y' },
        {
          ...as.coordinator,
          paper: { ...paper, date: '2024-06-30' },
        },
      ),
    );
  });

  test('into a period whose figures are frozen', () => {
    const story = new Story({}, { periodEnd: '2024-08-31', frozenOn: '2024-08-31' });
    const claim = { type: 'claimEffect' as const, evidence: ['sha256:e'] };
    refused('frozen', story.try('2024-09-10', { ...claim, on: '2024-08-30' }, as.liaison));
    expect(Array.isArray(story.try('2024-09-10', { ...claim, on: '2024-09-02' }, as.liaison))).toBe(true);
  });
});

test('by somebody who held the post last month', () => {
  const story = new Story();
  story.act('2024-09-02', submit, as.liaison);
  story.act('2024-09-03', approve, as.principal);
  story.act('2024-09-03', { type: 'succeed', from: 'leader', to: 'secretary' }, engine);
  // The facade says who he is today; on paper, who he was on its day, and who has his post now (`heldOn`).
  refused('not-allowed', story.try('2024-09-04', approve, { ...as.leader, roles: [] }));
  const then = { ...as.leader, successor: 'secretary', paper: { ...paper, date: '2024-09-03' } };
  expect(story.try('2024-09-04', approve, then)).toMatchObject([{ type: 'StepApproved', by: 'leader' }]);
});

test.each(['number', 'scan', 'date'] as const)('on paper without its %s, on a measure and on the campaign', (field) => {
  const bare = { ...paper, [field]: '' };
  refused('paper-incomplete', new Story().try('2024-09-10', submit, { ...as.principal, paper: bare }));
  refused(
    'paper-incomplete',
    issued().try(
      '2024-09-10',
      { type: 'planOccasion', text: '听取汇报', due: '2024-10-10' },
      { ...as.coordinator, paper: bare },
    ),
  );
});

test('quantities over the total', () => {
  const story = new Story({ quantity: { kind: 'count', unit: '个', total: 32 } });
  refused('quantity-over-total', story.try('2024-07-10', { type: 'count', done: 33 }, as.liaison));
  expect(story.state.quantity?.done).toBe(0);
});

test('overlapping delegations', () => {
  const one = { kind: 'delegate', of: 'leader', to: 'member', from: '2024-09-01', until: '2024-09-30' } as const;
  const story = issued();
  const amend = (change: object) => ({ type: 'amendDirectory' as const, change: change as never, document: '委托1号' });
  story.act('2024-08-30', amend(one), as.coordinator);
  const before = structuredClone(story.state);
  refused(
    'delegation-overlaps',
    story.try('2024-08-30', amend({ ...one, from: '2024-09-30', until: '2024-10-10' }), as.coordinator),
  );
  expect(story.state).toEqual(before);
});

test('a unit merged into itself', () => {
  expect(refuseChange({ kind: 'merge', unit: zjj, into: zjj }, directory)).toMatchObject({ code: 'unit-into-itself' });
});

test('cadences that never meet their cut-off', () => {
  const policy = { ...standard, cycle: { ...standard.cycle, cutOffWorkdays: 40 } };
  expect(refuseCycle(policy, ['monthly'])).toMatchObject({ code: 'cut-off-unmeetable' });
  refused(
    'cut-off-unmeetable',
    issued().try(
      '2024-07-03',
      { type: 'replan', policy: { ...policy, cycle: { ...policy.cycle, every: 'monthly' } }, reason: '改' },
      as.coordinator,
    ),
  );
});
