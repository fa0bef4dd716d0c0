import { describe, expect, test } from 'vitest';
import type { CampaignState } from '../../../domain/campaign/state.ts';
import { datesOf } from '../../../domain/feed/dates.ts';
import type { Whose } from '../../../domain/feed/feed.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import type { SecrecyRule } from '../../../domain/plan/secrecy.ts';
import { as, contextAt, due, jyj, people, zjj } from '../../support/domain.ts';
import { issuedCampaign } from '../digest/issuedCampaign.ts';
import { Story } from '../measure/story.ts';

function dates(whose: Whose, measures: MeasureState[], when: string, more: Partial<CampaignState> = {}) {
  const campaign = { ...issuedCampaign(), ...more };
  return datesOf(whose, { campaign, findings: [], measures, contextOf: () => contextAt(when) });
}
const unit = { unit: zjj };
const of = (person: keyof typeof people) => ({ person: people[person].id });
const short = (all: ReturnType<typeof dates>) => all.map(({ kind, day }) => `${kind} ${day}`);

describe('a unit’s calendar', () => {
  test('has its deadlines, its milestones and the cut-offs of half a year', () => {
    const milestones = [{ day: '2024-08-15', text: '完成摸底' }];
    const { state } = new Story({ effectDue: due('2024-08-30'), milestones });
    const found = short(dates(unit, [state], '2024-07-02'));
    expect(found.filter((one) => !one.startsWith('cutOff'))).toEqual([
      'milestone 2024-08-15',
      'effect 2024-08-30',
      'done 2024-09-30',
    ]);
    // Five workdays before each month’s last; Sunday 29 September is worked for 国庆节.
    expect(found.filter((one) => one.startsWith('cutOff')).slice(0, 3)).toEqual([
      'cutOff 2024-07-24',
      'cutOff 2024-08-23',
      'cutOff 2024-09-24',
    ]);
  });

  test('counts measures whose reports are cut off together as one', () => {
    const { state } = new Story();
    const [first] = dates(unit, [state, { ...state, id: 'm2' }], '2024-07-02').filter(({ kind }) => kind === 'cutOff');
    expect(first).toMatchObject({ period: '2024-07', time: '17:00', count: 2, subject: null });
  });

  test('of a unit that takes part has only the earlier cut-off of participants', () => {
    const { state } = new Story({ participants: [jyj] });
    expect(new Set(dates({ unit: jyj }, [state], '2024-07-02').map(({ kind }) => kind))).toEqual(new Set(['cutOff']));
    expect(short(dates({ unit: jyj }, [state], '2024-07-02'))[0]).toBe('cutOff 2024-07-22');
  });

  test('asks for fresh evidence by the look-back of what is closed, and has no deadline of it', () => {
    const story = new Story();
    story.submitAndClose('2024-09-10');
    expect(short(dates(unit, [story.state], '2024-09-11'))).toEqual(['fresh 2024-12-10']);
  });

  test('keeps the deadline while an extension is asked for, and moves it, under the same key, once it is granted', () => {
    const story = new Story();
    const done = () => dates(unit, [story.state], '2024-09-12').find(({ kind }) => kind === 'done')!;
    const { key } = done();
    story.act(
      '2024-09-11',
      { type: 'requestExtension', to: '2024-10-31', reason: '招标', progress: '过半' },
      as.liaison,
    );
    expect(done()).toMatchObject({ key, day: '2024-09-30' });
    story.act('2024-09-12', { type: 'grantExtension' }, as.leader);
    expect(done()).toMatchObject({ key, day: '2024-10-31' });
  });

  test('has nothing of another unit, nor what one of its people decides for the office', () => {
    const story = new Story({ leadUnit: jyj, participants: [] });
    story.act('2024-07-05', { type: 'sayNotMine', reason: '职责不符' }, as.jyjLiaison);
    expect(dates(unit, [story.state], '2024-07-06')).toEqual([]);
    expect(short(dates(of('seconded'), [story.state], '2024-07-06'))).toEqual(['notMine 2024-07-10']);
  });
});

describe('a leader’s calendar', () => {
  test('has the deadlines he leads and, while they wait for him, his decisions', () => {
    const story = new Story();
    expect(short(dates(of('leader'), [story.state], '2024-07-02'))).toEqual(['done 2024-09-30']);
    story.act(
      '2024-09-10',
      { type: 'requestExtension', to: '2024-10-31', reason: '招标', progress: '过半' },
      as.liaison,
    );
    expect(short(dates(of('leader'), [story.state], '2024-09-10'))).toEqual(['decision 2024-09-13', 'done 2024-09-30']);
  });

  test('has his step of a review, and only his', () => {
    const story = new Story();
    story.act('2024-09-10', { type: 'submit', evidence: ['sha256:a'] }, as.liaison);
    expect(dates(of('leader'), [story.state], '2024-09-10')).toEqual([]);
    expect(short(dates(unit, [story.state], '2024-09-10'))).toEqual(['review 2024-09-13']);
    story.act('2024-09-11', { type: 'approve' }, as.principal);
    const limit = story.state.review!.limit;
    expect(short(dates(of('leader'), [story.state], '2024-09-11'))).toEqual([`review ${limit}`]);
  });

  test('goes to his deputy while he is away', () => {
    const directory = {
      ...issuedCampaign().directory,
      persons: issuedCampaign().directory.persons.map((one) =>
        one.id === people.leader.id
          ? { ...one, deputy: people.member.id, leave: [{ from: '2024-07-01', to: '2024-07-31' }] }
          : one,
      ),
    };
    const { state } = new Story();
    expect(short(dates(of('member'), [state], '2024-07-02', { directory }))).toEqual(['done 2024-09-30']);
    expect(dates(of('leader'), [state], '2024-07-02', { directory })).toEqual([]);
  });

  test('has errands that are his', () => {
    const errand = { id: 'errand-1', source: 'instruction', text: '三日内报方案', due: '2024-07-20' } as const;
    const errands = {
      'errand-1': { ...errand, owner: 'person:leader' as const, about: null, number: null, by: 'secretary' },
    };
    const [one] = dates(of('leader'), [], '2024-07-02', { errands });
    expect(one).toMatchObject({ kind: 'errand', day: '2024-07-20', text: '三日内报方案' });
    expect(dates(of('secretary'), [], '2024-07-02', { errands })).toEqual([]);
  });
});

describe('secrecy', () => {
  const { state } = new Story();
  const shared = { ...state, alsoUnder: ['f2'] };
  const under = (secrecy: SecrecyRule, measure = state) =>
    dates(unit, [measure], '2024-07-02', { settings: { ...issuedCampaign().settings, secrecy } });

  test('is the stricter of campaign and findings, of all it is done for', () => {
    const level = (rule: SecrecyRule, measure = state) =>
      under(rule, measure).find(({ kind }) => kind === 'done')?.secrecy;
    expect(level({ level: 'full' })).toBe('full');
    expect(level({ level: 'full', findings: { f1: 'number' } })).toBe('number');
    expect(level({ level: 'full', findings: { f2: 'number' } }, shared)).toBe('number');
  });

  test('leaves out of what only its existence may be said, its report with it', () => {
    expect(under({ findings: { f1: 'bare' } })).toEqual([]);
    expect(under({ findings: { f2: 'bare' } }, shared)).toEqual([]);
    expect(under({ level: 'bare' })).toEqual([]);
  });
});
