import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../domain/actor.ts';
import type { Context } from '../../../domain/context.ts';
import type { FindingCommand } from '../../../domain/finding/commands.ts';
import { decide } from '../../../domain/finding/decide.ts';
import type { FindingEvent } from '../../../domain/finding/events.ts';
import { evolve } from '../../../domain/finding/evolve.ts';
import type { FindingState, MeasureStatus } from '../../../domain/finding/state.ts';
import { agenda, tick } from '../../../domain/finding/tick.ts';
import { as, contextAt, engine, findingDraft, instant, issue } from '../../support/domain.ts';

/** A finding with two measures, issued on 2024-07-01. */
class Story {
  state: FindingState | null = null;
  readonly events: FindingEvent[] = [];

  constructor(leadUnit = 'zjj') {
    this.act('2024-06-20', {
      type: 'draft',
      draft: findingDraft({ leadUnit }),
      campaign: 'c1',
      measures: ['m1', 'm2'],
    });
    this.act('2024-07-01', issue);
    this.measure('2024-07-01', 'm1', 'open');
    this.measure('2024-07-01', 'm2', 'open');
  }

  act(when: string, command: FindingCommand, actor: Actor = engine, world: Partial<Context> = {}): FindingEvent[] {
    const answer = this.try(when, command, actor, world);
    if (!Array.isArray(answer)) throw new Error(answer.code);
    return this.record(answer);
  }

  try(when: string, command: FindingCommand, actor: Actor = engine, world: Partial<Context> = {}) {
    return decide(this.state, command, actor, contextAt(when, world));
  }

  measure(when: string, measure: string, status: MeasureStatus, archived = false) {
    return this.act(when, { type: 'measureChanged', measure, status, archived });
  }

  tick(when: string): FindingEvent[] {
    return this.record(tick(this.state!, contextAt(when)));
  }

  private record(events: FindingEvent[]): FindingEvent[] {
    this.events.push(...events);
    for (const event of events) this.state = evolve(this.state, event);
    return events;
  }
}

const close = { type: 'close' } as const;
const types = (events: FindingEvent[]) => events.map(({ type }) => type);

describe('a finding', () => {
  test('is adjusted by the office while it is not closed, with reason and approver', () => {
    const story = new Story();
    const adjust = {
      type: 'adjust',
      changes: { title: '新题', leaders: ['secretary'] },
      reason: '改',
      approver: '区委',
    };
    const command = adjust as FindingCommand & { type: 'adjust' };
    expect(story.try('2024-07-02', command, as.liaison)).toMatchObject({ code: 'not-allowed' });
    expect(story.try('2024-07-02', { ...command, approver: ' ' }, as.coordinator)).toMatchObject({
      code: 'reason-missing',
    });
    story.act('2024-07-02', command, as.coordinator);
    expect(story.state).toMatchObject({ title: '新题', leaders: ['secretary'], leadUnit: 'zjj' });
  });

  test('is settled when none of its measures is still to be done, and the office is asked to close it', () => {
    const story = new Story();
    story.measure('2024-09-27', 'm1', 'closed');
    expect(story.state?.settledOn).toBeNull();
    expect(types(story.measure('2024-09-30 14:00', 'm2', 'longTerm'))).toEqual(['MeasureChanged', 'Settled']);
    const [rung] = story.tick('2024-09-30 15:00');
    expect(rung).toMatchObject({
      type: 'RungReached',
      rung: 'closable',
      notices: [{ to: 'office', letter: 'closable' }],
    });
  });

  test('does not close by itself', () => {
    const story = new Story();
    story.measure('2024-09-30', 'm1', 'closed', true);
    story.measure('2024-09-30', 'm2', 'withdrawn', true);
    story.tick('2025-09-30');
    expect(story.state).toMatchObject({ phase: 'open', settledOn: '2024-09-30' });
  });

  test('with something still to be done is not closed, and says what', () => {
    const story = new Story();
    story.measure('2024-09-30', 'm1', 'closed');
    expect(story.try('2024-10-08', close, as.coordinator)).toMatchObject({
      code: 'finding-not-settled',
      facts: { missing: 'm2' },
    });
  });

  test('is closed by the office or supervision, and by neither when it is their own unit’s', () => {
    const story = new Story();
    story.measure('2024-09-30', 'm1', 'closed');
    story.measure('2024-09-30', 'm2', 'longTerm');
    for (const actor of [as.leader, as.liaison, engine])
      expect(story.try('2024-10-08', close, actor)).toMatchObject({ code: 'not-allowed' });
    expect(story.try('2024-10-08', close, as.seconded)).toMatchObject({ code: 'own-item' });
    expect(Array.isArray(story.try('2024-10-08', close, as.supervisor))).toBe(true);
    const [closed] = story.act('2024-10-08', close, as.coordinator);
    expect(closed).toMatchObject({ type: 'Closed', longTerm: ['m2'] });
    expect(story.state?.closure).toEqual({ by: 'coordinator', day: '2024-10-08' });
    expect(story.try('2024-10-09', close, as.clerk)).toMatchObject({ code: 'wrong-state' });
  });

  test('of the head of the leading group closes only by its recorded decision, and not by one who leads it', () => {
    const heads = (leaders: string[]) => {
      const story = new Story();
      story.measure('2024-09-30', 'm1', 'closed');
      story.measure('2024-09-30', 'm2', 'closed');
      story.state = { ...story.state!, leaders };
      return story;
    };
    expect(heads(['secretary']).try('2024-10-08', close, as.clerk)).toMatchObject({ code: 'reason-missing' });
    const decided = { ...close, decision: '领导小组〔2024〕3号' };
    expect(heads(['secretary']).act('2024-10-08', decided, as.clerk)).toMatchObject([
      { type: 'Closed', decision: '领导小组〔2024〕3号' },
    ]);
    expect(heads(['coordinator']).try('2024-10-08', close, as.coordinator)).toMatchObject({ code: 'own-item' });
  });

  test('is reopened by a rebound, and the old closure stays in the record', () => {
    const story = new Story();
    story.measure('2024-09-30', 'm1', 'closed');
    story.measure('2024-09-30', 'm2', 'closed');
    story.act('2024-10-08', close, as.coordinator);
    expect(types(story.measure('2024-12-03', 'm1', 'open'))).toEqual(['MeasureChanged', 'Reopened']);
    expect(story.state).toMatchObject({ phase: 'open', closure: null, settledOn: null, reopened: 1 });
    expect(types(story.events)).toContain('Closed');
    expect(types(story.measure('2025-03-03', 'm1', 'closed'))).toEqual(['MeasureChanged', 'Settled']);
  });

  test('is archived once it is closed and none of its measures can come back', () => {
    const story = new Story();
    story.measure('2024-09-30', 'm1', 'closed');
    story.measure('2024-09-30', 'm2', 'withdrawn', true);
    expect(types(story.act('2024-10-08', close, as.coordinator))).toEqual(['Closed']);
    expect(types(story.measure('2025-04-01', 'm1', 'closed', true))).toEqual(['MeasureChanged', 'Archived']);
    expect(story.try('2025-04-02', { type: 'addMeasures', measures: ['m3'] })).toMatchObject({ code: 'wrong-state' });
  });

  test('that is archived is reopened by a rebound, by the unit that has taken over from its own meanwhile', () => {
    const story = new Story();
    story.measure('2024-09-30', 'm1', 'closed', true);
    story.measure('2024-09-30', 'm2', 'withdrawn', true);
    expect(types(story.act('2024-10-08', close, as.coordinator))).toEqual(['Closed', 'Archived']);
    const successions = [{ from: 'zjj', to: 'jyj', at: instant('2025-01-06') }];
    const again = { type: 'measureChanged', measure: 'm1', status: 'open', archived: false } as const;
    story.act('2025-03-03', again, engine, { successions });
    expect(types(story.events.slice(-3))).toEqual(['Succeeded', 'MeasureChanged', 'Reopened']);
    expect(story.state).toMatchObject({ phase: 'open', archivedAt: null, closure: null, reopened: 1, leadUnit: 'jyj' });
    expect(types(story.measure('2025-06-03', 'm1', 'closed'))).toEqual(['MeasureChanged', 'Settled']);
  });

  test('that gets another measure is no longer settled, and nobody is asked to close it', () => {
    const story = new Story();
    story.measure('2024-09-30', 'm1', 'closed');
    story.measure('2024-09-30', 'm2', 'closed');
    story.act('2024-09-30', { type: 'addMeasures', measures: ['m3'] });
    expect(story.state?.settledOn).toBeNull();
    expect(agenda(story.state!, contextAt('2024-09-30'))).toEqual([]);
    story.measure('2024-10-08', 'm3', 'open');
    expect(types(story.measure('2024-12-03', 'm3', 'closed'))).toEqual(['MeasureChanged', 'Settled']);
  });

  test('whose measures were all withdrawn before it was issued is settled at issue', () => {
    const story = new Story();
    story.state = null;
    story.act('2024-06-20', { type: 'draft', draft: findingDraft(), campaign: 'c1', measures: ['m1'] });
    story.measure('2024-06-25', 'm1', 'withdrawn', true);
    expect(types(story.act('2024-07-01', issue))).toEqual(['Issued', 'Settled']);
  });

  test('without measures is not drafted; only the engine drafts, issues and reports measures', () => {
    const draft = { type: 'draft', draft: findingDraft(), campaign: 'c1', measures: [] } as const;
    expect(decide(null, { ...draft, measures: [] }, engine, contextAt('2024-06-20'))).toMatchObject({
      code: 'not-issuable',
    });
    expect(decide(null, { ...draft, measures: ['m1'] }, as.coordinator, contextAt('2024-06-20'))).toMatchObject({
      code: 'not-allowed',
    });
    expect(decide(null, close, as.coordinator, contextAt('2024-06-20'))).toMatchObject({ code: 'unknown-id' });
    expect(new Story().try('2024-07-02', issue)).toMatchObject({ code: 'wrong-state' });
    expect(new Story().try('2024-07-02', issue, as.coordinator)).toMatchObject({ code: 'not-allowed' });
  });
});
