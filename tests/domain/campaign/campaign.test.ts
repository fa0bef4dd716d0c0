import { describe, expect, test } from 'vitest';
import { evolve } from '../../../domain/campaign/evolve.ts';
import type { CampaignState } from '../../../domain/campaign/state.ts';
import { agenda, tick } from '../../../domain/campaign/tick.ts';
import { as, contextAt, engine, instant, issue } from '../../support/domain.ts';

import { draft, facts, figures, issued, Story, setUp, types } from './story.ts';

describe('a campaign', () => {
  test('is set up once, by the engine', () => {
    expect(new Story().try('2024-06-20', setUp, as.coordinator)).toMatchObject({ code: 'not-allowed' });
    const story = new Story().act('2024-06-20', setUp, engine);
    expect(story.try('2024-06-21', setUp, engine)).toMatchObject({ code: 'wrong-state' });
    expect(new Story().try('2024-06-21', issue, as.coordinator)).toMatchObject({ code: 'unknown-id' });
  });

  test('is issued once, by the office, with a document and those who approved it', () => {
    const story = new Story().act('2024-06-20', setUp, engine);
    expect(story.try('2024-07-01', issue, as.leader)).toMatchObject({ code: 'not-allowed' });
    expect(story.try('2024-07-01', { ...issue, approvers: [] }, as.coordinator)).toMatchObject({
      code: 'reason-missing',
    });
    story.act('2024-07-01', issue, as.coordinator);
    expect(story.try('2024-07-02', issue, as.coordinator)).toMatchObject({ code: 'wrong-state' });
  });

  test('its issue waits until every draft has a unit and a date', () => {
    const story = new Story().act('2024-06-20', setUp, engine);
    const undated = { ...draft, id: 'm2', doneDue: null };
    story.measures = [draft, undated, { ...draft, id: 'm3', leadUnit: '' }];
    expect(story.try('2024-07-01', issue, as.coordinator)).toEqual({ code: 'not-issuable', facts: { id: 'm2 m3' } });
    story.measures = [draft, { ...undated, kind: 'immediate' }];
    expect(story.try('2024-07-01', issue, as.coordinator)).toMatchObject([{ type: 'Issued', items: 2 }]);
  });

  test('its document is not of tomorrow, nor older than the feedback', () => {
    const story = new Story().act('2024-06-20', setUp, engine);
    const dated = (on: string) => story.try('2024-07-01', { ...issue, on }, as.coordinator);
    expect(dated('2024-07-02')).toMatchObject({ code: 'bad-input' });
    expect(dated('2024-06-02')).toMatchObject({ code: 'backdated' });
    expect(dated('2024-06-31')).toMatchObject({ code: 'no-such-date' });
    expect(dated('2024-06-28')).toMatchObject([{ type: 'Issued', on: '2024-06-28' }]);
  });

  test('what joins later stays a draft until a supplementary issue; the first one keeps its date', () => {
    const story = issued();
    story.measures = [draft];
    story.act('2024-08-05', { ...issue, document: '区委办〔2024〕20号' }, as.coordinator);
    expect(story.state).toMatchObject({ issuedAt: instant('2024-07-01'), bulletin: '2024-07' });
  });

  test('mails wait for the office’s release, once for each issue', () => {
    const story = issued();
    expect(story.state?.held).toBe(true);
    expect(story.try('2024-07-01', { type: 'release' }, as.leader)).toMatchObject({ code: 'not-allowed' });
    story.act('2024-07-02', { type: 'release' }, as.coordinator);
    expect(story.state).not.toHaveProperty('held');
    expect(story.try('2024-07-03', { type: 'release' }, as.coordinator)).toMatchObject({ code: 'wrong-state' });
  });

  test('nothing is due on a draft', () => {
    const story = new Story().act('2024-06-20', setUp, engine);
    expect(agenda(story.state!, contextAt('2025-06-20'))).toEqual([]);
  });

  test('draws up a bulletin on the last workday of each month after the one of issue, and records every chain’s end', () => {
    const story = issued();
    expect(agenda(story.state!, contextAt('2024-07-01'))[0]).toMatchObject({ kind: 'round', period: '2024-08' });
    expect(types(story.tick('2024-08-29 18:00'))).toEqual(['RoundOpened', 'RoundChased', 'RoundRaised', 'RoundChased']);
    expect(story.tick('2024-08-30 08:45')).toMatchObject([
      { type: 'BulletinDue', period: '2024-08', figures },
      { type: 'HeadsRecorded', heads: facts.heads },
    ]);
  });

  test('the last workday of September 2024 is the day before the holiday, that of December the last of the year', () => {
    const story = issued();
    story.tick('2024-09-27');
    expect(types(story.tick('2024-09-30 08:45'))).toContain('BulletinDue');
    story.tick('2024-12-01');
    expect(types(story.tick('2024-12-31 08:45'))).toContain('BulletinDue');
  });

  test('months slept through are made up by one bulletin, the last', () => {
    const story = issued();
    const bulletins = story.tick('2025-02-10').filter(({ type }) => type === 'BulletinDue');
    const skipped = ['2024-08', '2024-09', '2024-10', '2024-11', '2024-12'];
    expect(bulletins).toMatchObject([{ period: '2025-01', skipped, at: instant('2025-02-10') }]);
    expect(story.tick('2025-02-10')).toEqual([]);
  });

  test('the concentrated period ends once, on a workday three calendar months after the feedback', () => {
    const story = issued();
    const all = [...story.tick('2024-09-02 23:00'), ...story.tick('2024-09-03 08:45'), ...story.tick('2024-09-04')];
    expect(all.filter(({ type }) => type === 'PeriodEnded')).toMatchObject([
      { at: instant('2024-09-03 08:45'), asOf: '2024-09-03' },
    ]);
    expect(story.state?.frozenOn).toBe('2024-09-03');
  });

  test('two years of ticks are few and move forward', () => {
    const story = issued();
    let now = instant('2024-07-01');
    let ticks = 0;
    for (; now < instant('2026-07-01'); ticks += 1) {
      const next = agenda(story.state!, contextAt(now))[0]!.at;
      expect(next).toBeGreaterThan(now);
      now = next;
      const events = tick(story.state!, contextAt(now), facts);
      for (const { notices } of events) for (const { windowAt } of notices) expect(windowAt).toBeGreaterThan(now);
      story.state = events.reduce<CampaignState | null>(evolve, story.state);
    }
    expect(ticks).toBeLessThan(140);
  });

  test('a new holiday notice or policy needs a reason, and replaces what stood', () => {
    const story = issued();
    expect(story.try('2024-08-01', { type: 'replan', reason: '' }, as.coordinator)).toMatchObject({
      code: 'reason-missing',
    });
    const years = { '2027': { source: '国办', off: { '2027-01-01': '元旦' }, work: {} } };
    story.act('2024-08-01', { type: 'replan', years, reason: '放假通知' }, as.coordinator);
    expect(story.state).toMatchObject({ years, policy: { name: '20-10-0' } });
    story.act('2024-08-02', { type: 'changeDirectory', directory: { units: [], persons: [] } }, as.coordinator);
    expect(story.state?.directory.persons).toEqual([]);
  });

  test('replaying its record gives the same state, and the state survives JSON', () => {
    const story = issued();
    story.tick('2024-10-08');
    expect(story.events.reduce<CampaignState | null>(evolve, null)).toEqual(story.state);
    expect(JSON.parse(JSON.stringify(story.state))).toStrictEqual(story.state);
  });
});
