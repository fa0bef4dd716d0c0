import { describe, expect, test } from 'vitest';
import { timeOf } from '../../../domain/calendar/zone.ts';
import { as, calendar, due, instant } from '../../support/domain.ts';
import { Story } from './story.ts';

/** What the ladder of the date to be done by said, as `day rung`. */
function said(story: Story, prefix = 'done:'): string[] {
  return story.rungs(prefix).flatMap((rung) => (rung.spoke ? [`${rung.day} ${rung.rung}`] : []));
}

describe('the 20/10/0 ladder', () => {
  test('due 2024-09-30: green 20 and yellow 10 days before, red on the first workday after the National Day holiday', () => {
    const story = new Story();
    story.runTo('2024-10-13');
    expect(said(story)).toEqual([
      '2024-09-10 green',
      '2024-09-20 yellow',
      '2024-09-30 warning',
      '2024-10-08 red',
      '2024-10-09 urge',
      '2024-10-10 warning',
      '2024-10-11 leader', // and the unit was told the workday before; 2024-10-12 is a worked Saturday
    ]);
  });

  test('due within the holiday: what is said before it falls on the last workday before, what is said after on the first after', () => {
    const story = new Story({ doneDue: due('2024-10-05') });
    story.runTo('2024-10-08 18:00');
    expect(said(story)).toEqual(['2024-09-14 green', '2024-09-25 yellow', '2024-09-30 warning', '2024-10-08 red']);
  });

  test('due on 29 February', () => {
    const story = new Story({ doneDue: due('2024-02-29') }, {}, '2024-01-02');
    story.runTo('2024-03-01 18:00');
    expect(said(story)).toEqual(['2024-02-09 green', '2024-02-19 yellow', '2024-02-29 warning', '2024-03-01 red']);
  });

  test('due at the end of the year: red on the second of January', () => {
    const story = new Story({ doneDue: due('2024-12-31') });
    story.runTo('2025-01-02 18:00');
    expect(said(story).slice(-2)).toEqual(['2024-12-31 warning', '2025-01-02 red']);
  });

  test('after the last rung it repeats and is never silent for ever', () => {
    const story = new Story();
    story.runTo('2025-12-31');
    expect(said(story).filter((text) => text.endsWith('talk')).length).toBeGreaterThan(6);
  });

  test('a rung wakes in the hours before its window and waits for nine o’clock', () => {
    const story = new Story();
    const [green] = story.runTo('2024-09-10 18:00').slice(-1);
    expect(timeOf(green!.at, calendar.zone) >= '05:30' && timeOf(green!.at, calendar.zone) < '08:30').toBe(true);
    expect(green!.notices).toMatchObject([{ to: 'handler', letter: 'green', windowAt: instant('2024-09-10 09:00') }]);
  });
});

test('the yellow letter goes to the handler that day, and to the leader, who only should know, on Monday', () => {
  const story = new Story();
  const yellow = story.runTo('2024-09-20 18:00').findLast((e) => e.type === 'RungReached' && e.rung === 'yellow');
  expect(yellow?.notices).toMatchObject([
    { to: 'handler', block: 'todo', windowAt: instant('2024-09-20 09:00') },
    { to: 'leader', block: 'info', windowAt: instant('2024-09-23 09:00') },
  ]);
});

describe('what is late or was slept through', () => {
  test('a rung of a time before the limit was set never speaks', () => {
    const story = new Story({}, {}, '2024-09-18');
    story.runTo('2024-09-30 18:00');
    expect(said(story)).toEqual(['2024-09-20 yellow', '2024-09-30 warning']);
  });

  test('of several rungs slept through only the last speaks, in the next window', () => {
    const story = new Story();
    story.runTo('2024-09-09');
    const raised = story
      .wakeAt('2024-10-09 12:00')
      .filter((e) => e.type === 'RungReached' && e.basis.startsWith('done:'));
    expect(raised.map((e) => e.type === 'RungReached' && [e.rung, e.spoke])).toEqual([
      ['green', false],
      ['yellow', false],
      ['warning', false],
      ['red', false],
      ['urge', true],
    ]);
    expect(raised.at(-1)?.notices[0]?.windowAt).toBe(instant('2024-10-10 09:00'));
    expect(raised.slice(0, -1).flatMap((e) => e.notices)).toEqual([]);
  });

  test('a date already past when it was issued begins after the issue, not with a heap', () => {
    const story = new Story({ doneDue: due('2024-05-31') });
    story.runTo('2024-07-02 18:00');
    expect(said(story)).toEqual([]);
    story.runTo('2024-09-30');
    expect(said(story).length).toBeGreaterThan(0);
  });
});

describe('what must not be said', () => {
  test('no unit rung while a reviewer holds it', () => {
    const story = new Story();
    story.act('2024-09-19', { type: 'submit', evidence: ['a'] }, as.liaison);
    const notices = story.runTo('2025-01-31').flatMap((event) => event.notices);
    expect(notices.length).toBeGreaterThan(5);
    expect(notices.filter(({ to }) => ['unit', 'handler', 'principal', 'participants'].includes(to))).toEqual([]);
  });

  test('nothing speaks about what is closed, but its look-backs and what is asked for them', () => {
    const story = new Story();
    story.submitAndClose('2024-08-30');
    const raised = story.runTo('2025-12-31').filter((e) => e.type === 'RungReached');
    expect(raised.length).toBeGreaterThan(0);
    expect(raised.filter((e) => !/^(lookBack|fresh):/.test(e.basis))).toEqual([]);
  });

  test('nothing speaks to the unit about what is suspended, and nothing at all about what is withdrawn', () => {
    const suspended = new Story();
    suspended.act('2024-08-01', { type: 'suspend', reason: '诉讼' }, as.coordinator);
    const to = suspended.runTo('2025-12-31').flatMap(({ notices }) => notices.map((notice) => notice.to));
    expect(new Set(to)).toEqual(new Set(['office']));
    const withdrawn = new Story();
    withdrawn.act('2024-08-01', { type: 'withdraw', reason: '合并', approver: '区委书记' }, as.coordinator);
    expect(withdrawn.runTo('2025-12-31')).toEqual([]);
  });

  test('a met milestone and a claimed effect are not asked for again', () => {
    const story = new Story({ effectDue: due('2024-08-30'), milestones: [{ day: '2024-08-15', text: '进场' }] });
    story.act('2024-07-15', { type: 'claimEffect', evidence: ['a'] }, as.liaison);
    story.act('2024-07-15', { type: 'meetMilestone', index: 0 }, as.liaison);
    story.runTo('2024-09-30');
    expect([...story.rungs('effect:'), ...story.rungs('milestone:')]).toEqual([]);
  });
});
