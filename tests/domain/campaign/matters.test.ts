import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../domain/actor.ts';
import { addDays } from '../../../domain/calendar/day.ts';
import { errandLimits } from '../../../domain/campaign/errand.ts';
import type { CampaignEvent } from '../../../domain/campaign/events.ts';
import type { FindingState } from '../../../domain/finding/state.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { as, due, engine, instant, jyj, people, zjj } from '../../support/domain.ts';
import { Story as MeasureStory } from '../measure/story.ts';
import { issued, type Story, types } from './story.ts';

const finding = (id: string, leadUnit = zjj, leaders = [people.leader.id as string]) =>
  ({ id, leadUnit, leaders, category: [], publish: true, phase: 'open', measures: {} }) as unknown as FindingState;
const opened = (id: string, of: string): MeasureState => ({ ...new MeasureStory().state, id, finding: of });
const running = (id: string, reported: boolean): MeasureState => ({
  ...opened(id, 'f1'),
  cycle: { period: '2024-08', cutOff: '2024-08-23', reported },
});
const of = <T extends CampaignEvent['type']>(story: Story, type: T) =>
  story.events.filter((event): event is Extract<CampaignEvent, { type: T }> => event.type === type);
const summary = { done: '', progress: '本月推进顺利', effect: '', difficulties: '', next: '继续推进' };
const consolidate = { type: 'consolidate', ...summary } as const;

describe('a round of reports', () => {
  const round = () => {
    const story = issued();
    story.findings = [finding('f1'), finding('f2', jyj, ['secretary'])];
    story.measures = [running('m1', true), running('m2', false)];
    return story;
  };

  test('asks the lead units of findings, then the leaders, and goes up with what is missing', () => {
    const story = round();
    story.tick('2024-08-26 09:00');
    expect(of(story, 'RoundOpened')).toMatchObject([{ period: '2024-08', units: [jyj, zjj], missing: ['m2'] }]);
    expect(of(story, 'RoundOpened')[0]!.notices.map(({ to }) => to)).toEqual(['unit:jyj', 'unit:zjj']);
    story.act('2024-08-26 10:00', consolidate, as.liaison);
    story.tick('2024-08-27 09:00');
    expect(of(story, 'RoundChased')).toMatchObject([{ units: [jyj], leaders: [] }]);
    story.tick('2024-08-28 09:00');
    expect(of(story, 'RoundRaised')).toMatchObject([{ leaders: ['leader', 'secretary'], without: [jyj] }]);
    story.act('2024-08-28 15:00', { type: 'sign' }, as.leader);
    expect(of(story, 'Signed')).toMatchObject([{ leader: 'leader', findings: ['f1'] }]);
    story.tick('2024-08-29 09:00');
    expect(of(story, 'RoundChased')[1]).toMatchObject({ units: [], leaders: ['secretary'] });
    story.tick('2024-08-30 09:00');
    const gaps = { reports: ['m2'], units: [jyj], leaders: ['secretary'], nearCopies: [] };
    expect(of(story, 'BulletinDue')).toMatchObject([{ period: '2024-08', gaps }]);
    expect(story.state?.rounds).toEqual({});
  });

  test('who looks through the reports is told which of his own say what the last ones said', () => {
    const story = round();
    const lastReport = { period: '2024-08', progress: '本月推进顺利', next: '继续', nearCopy: true } as const;
    story.measures = [
      { ...running('m1', true), no: '1-1', lastReport },
      { ...running('m2', true), finding: 'f2', no: '2-1', lastReport: { period: '2024-08', progress: '', next: '' } },
    ];
    story.tick('2024-08-26 09:00');
    const facts = () =>
      of(story, 'RoundOpened')[0]!.notices.map(({ to, facts: said }) => [to, said.copies, said.copied]);
    expect(facts()).toEqual([
      ['unit:jyj', 0, undefined],
      ['unit:zjj', 1, '1-1'],
    ]);
    expect(story.state?.rounds?.main).toMatchObject({ nearCopies: ['m1'] });
    story.tick('2024-08-28 09:00');
    const [raised] = of(story, 'RoundRaised');
    expect(raised!.notices.map(({ to, facts: said }) => [to, said.copied])).toEqual([
      ['person:leader', '1-1'],
      ['person:secretary', undefined],
    ]);
    story.tick('2024-08-30 09:00');
    expect(of(story, 'BulletinDue')).toMatchObject([{ gaps: { nearCopies: ['m1'] } }]);
  });

  test('a unit consolidates once, a leader signs once, and nobody else for them', () => {
    const story = round();
    expect(story.try('2024-08-20', consolidate, as.liaison)).toMatchObject({ code: 'wrong-state' });
    story.tick('2024-08-26 09:00');
    expect(story.try('2024-08-26 10:00', { type: 'sign' }, as.leader)).toMatchObject({ code: 'wrong-state' });
    expect(story.try('2024-08-26', { ...consolidate, next: '' }, as.liaison)).toMatchObject({ code: 'reason-missing' });
    expect(story.try('2024-08-26', { ...consolidate, asOf: '2024-08-28' }, as.liaison)).toMatchObject({
      code: 'bad-input',
    });
    story.act('2024-08-26 10:00', consolidate, as.liaison);
    expect(story.try('2024-08-26 11:00', consolidate, as.principal)).toMatchObject({ code: 'wrong-state' });
    story.tick('2024-08-28 09:00');
    story.act('2024-08-28 10:00', consolidate, as.jyjLiaison);
    expect(of(story, 'Consolidated').map(({ late }) => late)).toEqual([false, true]);
    expect(story.try('2024-08-28', { type: 'sign' }, as.member)).toMatchObject({ code: 'not-allowed' });
    story.act('2024-08-28 11:00', { type: 'sign' }, as.leader);
    expect(story.try('2024-08-28 12:00', { type: 'sign' }, as.leader)).toMatchObject({ code: 'wrong-state' });
  });

  test('rounds slept through are not made up one by one: one bulletin with the days it is drawn up, the others named', () => {
    const story = round();
    story.tick('2024-12-16 10:00');
    expect(of(story, 'BulletinDue').map(({ period, skipped }) => [period, skipped])).toEqual([
      ['2024-11', ['2024-08', '2024-09', '2024-10']],
    ]);
    expect(story.events.every(({ at }) => at <= instant('2024-07-01') || at === instant('2024-12-16 10:00'))).toBe(
      true,
    );
  });

  test('weekly bulletins roll the quarter up when its last week is over, also in a week of one workday', () => {
    const story = round();
    const { policy } = story.state!;
    story.state = { ...story.state!, policy: { ...policy, cycle: { ...policy.cycle, every: 'weekly' } } };
    for (let day = '2024-09-02'; day < '2024-10-20'; day = addDays(day, 1)) story.tick(`${day} 12:00`);
    expect(of(story, 'RolledUp').map(({ period }) => period)).toEqual(['2024-Q3']);
    expect(of(story, 'BulletinDue')[0]).toMatchObject({ period: '2024-W34' });
    expect(of(story, 'BulletinDue').map(({ period }) => period)).toContain('2024-W40');
  });

  test('a week goes up in the week after: a workday each to ask the units, to chase, to ask the leaders, to chase, to draw up', () => {
    const story = round();
    const { policy } = story.state!;
    story.state = { ...story.state!, policy: { ...policy, cycle: { ...policy.cycle, every: 'weekly' } } };
    const week = { period: '2024-W36', cutOff: '2024-09-06', reported: false };
    story.measures = story.measures.map((one) => ({ ...one, cycle: week, reports: 3 }));
    const happened: string[] = [];
    const upTo = (last: string, from: string) => {
      for (let day = from; day <= last; day = addDays(day, 1))
        for (const event of story.tick(`${day} 12:00`))
          if ('period' in event && event.period === '2024-W36') happened.push(`${day} ${event.type}`);
    };
    upTo('2024-09-09', '2024-09-02');
    // The week after has begun for the measures; one had reported in time, of the others nothing was heard.
    const next = { period: '2024-W37', cutOff: '2024-09-13', reported: false };
    const last = { period: '2024-W36', progress: '', next: '' };
    story.measures = story.measures.map((one, n) => ({
      ...one,
      cycle: next,
      ...(n === 0 ? { lastReport: last } : {}),
    }));
    story.act('2024-09-10 10:00', consolidate, as.liaison);
    expect(of(story, 'Consolidated').at(-1)).toMatchObject({ period: '2024-W36', late: false });
    upTo('2024-09-13', '2024-09-10');
    expect(happened).toEqual([
      ...['2024-09-09 RoundOpened', '2024-09-10 RoundChased', '2024-09-11 RoundRaised', '2024-09-12 RoundChased'],
      '2024-09-13 BulletinDue',
    ]);
    const { gaps } = of(story, 'BulletinDue').at(-1)!;
    expect(gaps?.reports).toEqual(story.measures.slice(1).map(({ id }) => id));
  });

  test('of bulletins every two months the first after a quarter’s end rolls it up', () => {
    const story = round();
    const { policy } = story.state!;
    story.state = { ...story.state!, policy: { ...policy, cycle: { ...policy.cycle, every: 'twoMonthly' } } };
    for (let day = '2024-08-01'; day < '2025-08-01'; day = addDays(day, 1)) story.tick(`${day} 12:00`);
    const drawn = story.events.flatMap((event) =>
      event.type === 'BulletinDue' || event.type === 'RolledUp' ? [event.period] : [],
    );
    expect(drawn).toEqual([
      ...['2024-B5', '2024-Q3', '2024-B6', '2024-Q4', '2025-B1', '2025-B2', '2025-Q1', '2025-B3', '2025-Q2'],
    ]);
  });

  test('a special plan has rounds of its own, as often as its policy says; quarters are rolled up', () => {
    const story = round();
    const { policy } = story.state!;
    const quarterly = { ...policy, cycle: { ...policy.cycle, every: 'quarterly' as const } };
    const plan = {
      id: 'xuanren',
      name: '选人用人',
      leadDepartment: zjj,
      findings: ['f2'],
      links: {},
      policy: quarterly,
    };
    story.state = { ...story.state!, settings: { ...story.state!.settings, plans: [plan] } };
    for (const when of ['2024-08-30 09:00', '2024-09-30 09:00', '2024-12-31 09:00']) story.tick(when);
    const bulletins = of(story, 'BulletinDue').map(({ plan: of = 'main', period }) => `${of} ${period}`);
    expect(bulletins.sort()).toEqual(['main 2024-08', 'main 2024-09', 'main 2024-12', 'xuanren 2024-Q4']);
    expect(of(story, 'RolledUp').map(({ period }) => period)).toEqual(['2024-Q3', '2024-Q4']);
  });
});

describe('errands', () => {
  test('a leader’s instruction is dated and owned, climbs its own ladder, and ends when it is done', () => {
    const story = issued();
    const instruct = { type: 'instruct', text: '请住建局提出方案', unit: '区住建局', due: '2024-07-31' } as const;
    story.act('2024-07-03', instruct, as.leader);
    expect(story.state?.errands).toMatchObject({ 'instruction-1': { owner: 'unit:zjj', by: 'leader' } });
    story.tick('2024-08-01 09:00');
    expect(of(story, 'ErrandRung').map(({ rung, notices }) => [rung, notices.map(({ to }) => to)])).toEqual([
      ['near', []],
      ['past', ['unit:zjj']],
    ]);
    const finish = { type: 'finish', errand: 'instruction-1', result: '方案已报' } as const;
    expect(story.try('2024-08-01', finish, as.jyjLiaison)).toMatchObject({ code: 'not-allowed' });
    story.act('2024-08-01', finish, as.liaison);
    expect(errandLimits(story.state!)).toEqual([]);
    expect(story.try('2024-08-02', finish, as.liaison)).toMatchObject({ code: 'unknown-id' });
  });

  test('another’s instruction is entered by the office from signed paper', () => {
    const story = issued();
    const instruct = { type: 'instruct', text: '限期整改', unit: zjj, due: '2024-07-31' } as const;
    const paper = { by: 'clerk', number: '批〔2024〕3号', date: '2024-07-02', scan: `sha256:${'b'.repeat(64)}` };
    story.act('2024-07-03', instruct, { ...as.leader, paper });
    expect(of(story, 'ErrandGiven')).toMatchObject([
      { by: 'leader', errand: { by: 'leader', source: 'instruction', number: '批〔2024〕3号' } },
    ]);
    for (const bad of [{ due: '2024-07-03' }, { due: '2024-02-30' }, { unit: '区林业局' }, { about: 'm9' }])
      expect(story.try('2024-07-03', { ...instruct, ...bad }, as.coordinator)).toHaveProperty('code');
  });

  test('from paper an act counts on the day it was signed, and bad paper is refused', () => {
    const story = issued();
    const instruct = { type: 'instruct', text: '限期整改', unit: zjj, due: '2024-07-31' } as const;
    const paper = { by: 'clerk', number: '批〔2024〕3号', date: '2024-07-02', scan: `sha256:${'b'.repeat(64)}` };
    story.act('2024-07-03', instruct, as.coordinator);
    const finish = { type: 'finish', errand: 'office-1', result: '已提出方案' } as const;
    const signed = (changes: object) => ({ ...as.liaison, paper: { ...paper, ...changes } });
    for (const [changes, code] of [
      [{ number: '' }, 'paper-incomplete'],
      [{ scan: '' }, 'paper-incomplete'],
      [{ scan: 'sha256:1' }, 'bad-input'],
      [{ date: '2024-06-30' }, 'backdated'],
      [{ date: '2024-07-10' }, 'bad-input'],
      [{ by: 'jyjLiaison' }, 'not-allowed'],
    ] as const)
      expect(story.try('2024-07-08', finish, signed(changes)), code).toMatchObject({ code });
    expect(story.try('2024-07-08', finish, signed({ date: '2024-07-05' }))).toMatchObject([{ on: '2024-07-05' }]);
  });

  test('a difficulty is talked over, and what is concluded is owned and dated', () => {
    const story = issued();
    story.act('2024-07-03', { type: 'askConsultation', difficulty: '权属不清' }, as.liaison);
    expect(of(story, 'ErrandGiven')[0]!.notices).toMatchObject([{ to: 'office', letter: 'consult' }]);
    const conclusions = [
      { text: '自规局出具意见', unit: zjj, due: '2024-07-20' },
      { text: '督促', due: '2024-07-25' },
    ];
    const conclude = { type: 'concludeConsultation' as const, errand: 'consultation-1', participants: ['区住建局'] };
    expect(story.try('2024-07-08', { ...conclude, conclusions: [] }, as.coordinator)).toMatchObject({
      code: 'reason-missing',
    });
    story.act('2024-07-08', { ...conclude, conclusions }, as.coordinator);
    expect(Object.values(story.state!.errands!).map(({ id, owner }) => [id, owner])).toEqual([
      ['conclusion-2', 'unit:zjj'],
      ['conclusion-3', 'office'],
    ]);
  });

  test('an occasion of the campaign reminds the office until it was held', () => {
    const story = issued();
    story.act('2024-07-03', { type: 'planOccasion', text: '专题民主生活会', due: '2024-08-15' }, as.coordinator);
    story.tick('2024-08-19 09:00');
    expect(of(story, 'ErrandRung').at(-1)).toMatchObject({ rung: 'past', notices: [{ to: 'office' }] });
    const held = { type: 'finish', errand: 'occasion-1', result: '已召开', on: '2024-08-15' } as const;
    story.act('2024-08-20', held, as.coordinator);
    expect(story.state?.errands).toEqual({});
  });
});

describe('letters', () => {
  const draft = { type: 'draftLetter', kind: 'supervise', measure: 'm1' } as const;
  const late = () => {
    const story = issued();
    story.measures = [{ ...opened('m1', 'f1'), judgedBy: '2024-07-31', doneDue: due('2024-07-31'), missedReports: 2 }];
    return story;
  };

  test('are drafted from the record with their reasons, released with signer and number, and answered', () => {
    const story = late();
    story.act('2024-08-12', draft, engine);
    expect(of(story, 'LetterDrafted')).toMatchObject([
      { letter: { unit: zjj, reasons: { due: '2024-07-31', daysLate: 12, missedReports: 2 } } },
    ]);
    expect(story.try('2024-08-12', draft, engine)).toMatchObject({ code: 'wrong-state' });
    const release = { type: 'releaseLetter', letter: 'letter-1', signer: '主任', number: '督〔2024〕1号' } as const;
    expect(story.try('2024-08-13', { ...release, number: ' ' }, as.coordinator)).toMatchObject({
      code: 'paper-missing',
    });
    expect(story.try('2024-08-13', release, as.liaison)).toMatchObject({ code: 'not-allowed' });
    expect(story.try('2024-08-13', release, as.seconded)).toMatchObject({ code: 'own-item' });
    story.act('2024-08-13', { ...release, replyBy: '2024-08-23' }, as.coordinator);
    expect(of(story, 'LetterReleased')[0]!.notices).toMatchObject([{ to: 'unit:zjj', letter: 'formal' }]);
    expect(story.state).toMatchObject({ letters: {}, errands: { 'reply-2': { due: '2024-08-23' } } });
    story.act('2024-08-20', { type: 'finish', errand: 'reply-2', result: '已落实' }, as.liaison);
    expect(story.state?.errands).toEqual({});
  });

  test('that only propose go to supervision and the leading group, and are not the unit’s to answer', () => {
    const story = late();
    for (const kind of ['talk', 'account', 'deduct'] as const) story.act('2024-08-12', { ...draft, kind }, engine);
    for (const [n, letter] of Object.keys(story.state!.letters!).entries()) {
      const paper = { signer: '主任', number: `建〔2024〕${n}号`, replyBy: '2024-08-30' };
      story.act('2024-08-13', { type: 'releaseLetter', letter, ...paper }, as.coordinator);
    }
    const told = of(story, 'LetterReleased').map(({ notices }) => notices.map(({ to }) => to));
    expect(told).toEqual(Array(3).fill(['supervision', 'leadingGroup']));
    expect(Object.values(story.state!.errands!).map(({ owner }) => owner)).toEqual(Array(3).fill('office'));
  });

  test('are dropped with a reason', () => {
    const story = late();
    story.act('2024-08-12', { type: 'draftLetter', kind: 'talk', unit: '区住建局', text: '进度滞后' }, as.coordinator);
    const drop = { type: 'dropLetter', letter: 'letter-1', reason: '已口头提醒' } as const;
    expect(story.try('2024-08-12', { ...drop, reason: '' }, as.coordinator)).toMatchObject({ code: 'reason-missing' });
    story.act('2024-08-12', drop, as.coordinator);
    expect(story.state?.letters).toEqual({});
  });
});

describe('a check round', () => {
  const closed = () => {
    const story = new MeasureStory();
    story.submitAndClose('2024-08-05');
    return story.state;
  };
  const open = { type: 'openCheck', kind: 'visit', title: '走访', items: ['m1', 'm2', 'old/x1'] } as const;
  const record = { type: 'recordCheck', check: 'check-1', item: 'm2', method: '现场查看' } as const;
  const round = () => {
    const story = issued();
    story.measures = [{ ...closed(), id: 'm1' }, opened('m2', 'f1')];
    story.others = [{ ...closed(), id: 'x1', campaign: 'old' }];
    story.act('2024-09-10', { ...open, items: [...open.items] }, as.supervisor);
    return story;
  };

  test('looks at measures in any state, also of an earlier campaign, and may hand over, or call a rebound', () => {
    const story = round();
    const problem = { ...record, result: 'problem', reason: '台账不实' } as const;
    expect(story.try('2024-09-11', { ...problem, follow: 'rebound', due: '2024-12-01' }, as.supervisor)).toMatchObject({
      code: 'wrong-state',
    });
    story.act('2024-09-11', { ...problem, follow: 'handOver', due: '2024-10-11' }, as.supervisor);
    expect(story.state?.errands).toMatchObject({ 'handover-2': { owner: 'unit:zjj', due: '2024-10-11' } });
    story.act('2024-09-12', { ...problem, item: 'm1', follow: 'rebound', due: '2024-12-01' }, as.supervisor);
    const close = { type: 'closeCheck', check: 'check-1', conclusion: '总体属实' } as const;
    expect(story.try('2024-09-12', close, as.supervisor)).toMatchObject({ code: 'check-not-done' });
    story.act('2024-09-13', { ...record, item: 'old/x1', result: 'held' }, as.supervisor);
    story.act('2024-09-13', close, as.supervisor);
    expect(of(story, 'CheckRecorded').map(({ item }) => item)).toEqual([
      'measure/c1/m2',
      'measure/c1/m1',
      'measure/old/x1',
    ]);
  });

  test('calls a rebound of what is archived too', () => {
    const story = round();
    story.others = story.others.map((one) => ({ ...one, archivedAt: 1 }));
    const problem = { ...record, item: 'old/x1', result: 'problem', reason: '反弹' } as const;
    story.act('2024-09-11', { ...problem, follow: 'rebound', due: '2024-12-01' }, as.supervisor);
    expect(of(story, 'CheckRecorded')).toMatchObject([{ item: 'measure/old/x1', follow: 'rebound' }]);
  });

  test('is opened by 巡察办 as well as by the office and supervision, and by nobody else', () => {
    const story = issued();
    story.measures = [opened('m1', 'f1')];
    const open = { type: 'openCheck' as const, kind: 'visit' as const, title: '走访', items: ['m1'] };
    const inspector: Actor = { person: 'inspector', units: [], roles: ['inspection'] };
    for (const actor of [inspector, as.coordinator, as.supervisor])
      expect(story.try('2024-07-03', open, actor)).toMatchObject([{ type: 'CheckOpened' }]);
    for (const actor of [as.leader, as.principal, as.member])
      expect(story.try('2024-07-03', open, actor)).toMatchObject({ code: 'not-allowed' });
  });

  test('is not for whoever closed the item, belongs to its unit or leads it', () => {
    const story = round();
    const held = { ...record, result: 'held' } as const;
    expect(story.try('2024-09-11', { ...held, item: 'm1' }, as.coordinator)).toMatchObject({ code: 'own-item' });
    expect(story.try('2024-09-11', held, as.seconded)).toMatchObject({ code: 'own-item' });
    expect(story.try('2024-09-11', held, as.liaison)).toMatchObject({ code: 'not-allowed' });
    expect(story.try('2024-09-11', { ...held, item: 'm7' }, as.supervisor)).toMatchObject({ code: 'unknown-id' });
  });

  test('once a year asks for the next', () => {
    const story = issued();
    story.measures = [opened('m2', 'f1')];
    story.act('2024-09-10', { ...open, items: ['m2'], yearly: true }, as.supervisor);
    story.act('2024-09-11', { ...record, result: 'held' }, as.supervisor);
    story.act('2024-09-12', { type: 'closeCheck', check: 'check-1', conclusion: '属实' }, as.supervisor);
    expect(story.state?.errands).toMatchObject({ 'check-2': { owner: 'office', due: '2025-09-12' } });
  });
});

test('when the period ends every open item wants a next step, and the engine goes on', () => {
  const story = issued();
  story.measures = [opened('m1', 'f1')];
  story.tick('2024-09-03 09:00');
  expect(story.state).toMatchObject({ frozenOn: '2024-09-03', errands: { 'periodEnd-1': { owner: 'office' } } });
  const finish = { type: 'finish', errand: 'periodEnd-1', result: '已逐项明确' } as const;
  expect(story.try('2024-09-05', finish, as.coordinator)).toMatchObject({ code: 'next-step-missing' });
  story.measures = [{ ...story.measures[0]!, nextStep: { step: 'longWatch', until: null, cadence: 'quarterly' } }];
  story.act('2024-09-05', finish, as.coordinator);
  for (let year = 2024; year < 2029; year++) story.tick(`${year}-12-31 09:00`);
  expect(types(story.events).filter((type) => type === 'BulletinDue')).toHaveLength(6);
});
