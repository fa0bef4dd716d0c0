import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../domain/actor.ts';
import { deputyOf, resolve } from '../../../domain/digest/resolve.ts';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { changed } from '../../../domain/plan/directoryChange.ts';
import { as, directory, engine, jyj, people, zjj } from '../../support/domain.ts';
import { Story } from './story.ts';

const submit = { type: 'submit', evidence: ['sha256:a'] } satisfies MeasureCommand;
const approve = { type: 'approve' } as const;
const paper = { by: 'clerk', number: '区领〔2024〕8号', date: '2024-09-04', scan: `sha256:${'a'.repeat(64)}` };
const signed = (actor: Actor, changes: Partial<typeof paper> = {}): Actor => ({
  ...actor,
  paper: { ...paper, ...changes },
});
const atLeader = () => {
  const story = new Story();
  story.act('2024-09-02', submit, as.liaison);
  story.act('2024-09-03', approve, as.principal);
  return story;
};

describe('from signed paper', () => {
  test('a clerk enters another’s act: it is the signer’s, by the paper’s number', () => {
    const [approved] = atLeader().act('2024-09-09', approve, signed(as.leader));
    expect(approved).toMatchObject({ type: 'StepApproved', by: 'leader', document: '区领〔2024〕8号' });
  });

  test.each([
    ['no number', { number: ' ' }, 'paper-incomplete'],
    ['no date', { date: '' }, 'paper-incomplete'],
    ['no scan', { scan: '' }, 'paper-incomplete'],
    ['a scan that is no digest', { scan: 'scan.pdf' }, 'bad-input'],
    ['a day there is not', { date: '2024-02-30' }, 'no-such-date'],
    ['a day to come', { date: '2024-09-10' }, 'bad-input'],
    ['a day before what it judges was handed in', { date: '2024-09-01' }, 'backdated'],
    ['a clerk nobody knows', { by: 'x' }, 'unknown-id'],
    ['a clerk of another unit', { by: 'jyjLiaison' }, 'not-allowed'],
    ['a clerk of the unit itself', { by: 'seconded' }, 'own-item'],
  ] as const)('with %s it is refused', (_, changes, code) => {
    expect(atLeader().try('2024-09-09', approve, signed(as.leader, changes))).toMatchObject({ code });
  });

  test('before the issue nothing was signed', () => {
    const act = { type: 'acknowledge' } as const;
    expect(new Story().try('2024-07-08', act, signed(as.liaison, { date: '2024-06-30' }))).toMatchObject({
      code: 'backdated',
    });
  });

  test('punctuality is judged by the day it was signed, not by the day it was entered', () => {
    const story = new Story();
    story.act('2024-10-10', submit, signed(as.principal, { by: 'worker', date: '2024-09-29' }));
    expect(story.state.submission).toMatchObject({ by: 'principal', day: '2024-09-29' });
    story.act('2024-10-11', approve, as.leader);
    story.act('2024-10-11', approve, as.coordinator);
    story.act('2024-10-12', { type: 'close' }, as.coordinator);
    expect(story.state.closure?.late).toBe(false);
  });
});

describe('by a deputy', () => {
  const change = { kind: 'delegate', of: 'leader', to: 'member', from: '2024-09-01', until: '2024-09-30' } as const;
  const delegated = changed(directory, change, '委托1号');
  const deputy = (day: string) => deputyOf(people.member, people.leader, delegated, day);

  test('only on the days of the delegation, and only for whom it names', () => {
    expect(deputy('2024-08-31')).toBeNull();
    expect(deputy('2024-10-01')).toBeNull();
    expect(deputyOf(people.clerk, people.leader, delegated, '2024-09-04')).toBeNull();
    expect(deputy('2024-09-04')).toMatchObject({ person: 'member', behalf: { of: 'leader', document: '委托1号' } });
  });

  test('he signs in the other’s place, and the record names both', () => {
    const story = atLeader();
    expect(story.try('2024-09-04', approve, as.member)).toMatchObject({ code: 'not-allowed' });
    const [approved] = story.act('2024-09-04', approve, deputy('2024-09-04')!);
    expect(approved).toMatchObject({ by: 'member', for: 'leader' });
    expect(story.state.review?.approvals.at(-1)).toEqual({ step: 'leader', by: 'leader' });
  });

  test('never in his own matter, nor in that of the one he acts for', () => {
    const own = { ...deputy('2024-09-04')!, behalf: { of: 'leader', own: [zjj], document: '委托1号' } };
    expect(atLeader().try('2024-09-04', approve, own)).toMatchObject({ code: 'own-item' });
    const office: Actor = {
      person: 'member',
      units: [],
      roles: ['office'],
      behalf: { of: 'liaison', own: [], document: '1' },
    };
    const story = atLeader();
    story.act('2024-09-04', approve, as.leader);
    expect(story.try('2024-09-05', approve, office)).toMatchObject({ code: 'own-item' });
  });

  test('mails of those days are his', () => {
    const to = resolve('leader', { measure: atLeader().state }, delegated, '2024-09-04');
    expect(to.map(({ person, rerouted }) => [person.id, rerouted])).toEqual([['member', 'absent']]);
  });
});

test('a unit or a person that is another now is so in what is still to come', () => {
  const story = new Story({ leadUnit: jyj, participants: [zjj], handler: 'jyjLiaison', leaders: ['leader'] });
  const [merged] = story.act('2024-07-08', { type: 'succeed', from: jyj, to: zjj }, engine);
  expect(merged).toMatchObject({ type: 'Succeeded', notices: [{ to: 'unit' }, { to: 'leader' }] });
  story.act('2024-07-09', { type: 'succeed', from: 'leader', to: 'secretary' }, engine);
  expect(story.state).toMatchObject({ leadUnit: zjj, participants: [], leaders: ['secretary'] });
  expect(story.act('2024-07-09', { type: 'succeed', from: 'nobody', to: 'secretary' }, engine)).toEqual([]);
  expect(story.try('2024-07-09', { type: 'succeed', from: zjj, to: jyj }, as.coordinator)).toMatchObject({
    code: 'not-allowed',
  });
});
