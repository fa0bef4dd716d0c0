import { describe, expect, test } from 'vitest';
import { agenda } from '../../../domain/measure/agenda.ts';
import { decide } from '../../../domain/measure/decide.ts';
import { pastOf } from '../../../domain/measure/history.ts';
import { isIssuable } from '../../../domain/measure/issue.ts';
import type { History } from '../../../domain/plan/lists.ts';
import { as, contextAt, due, engine, given, issue, measureDraft } from '../../support/domain.ts';
import { Story } from './story.ts';

const joined = (history: History, more = {}) => new Story({ history, ...more }, {}, '2024-07-01');
const told = (story: Story) => story.events.flatMap(({ notices }) => notices);

describe('an item that joins with a history', () => {
  test('is told to nobody, and nobody signs for it', () => {
    const story = joined({ state: 'ongoing', progress: '已整治20个' });
    story.runTo('2024-07-15');
    expect(told(story)).toEqual([]);
    expect(story.rungs('ack')).toEqual([]);
    expect(story.state).toMatchObject({ phase: 'open', lastReport: { progress: '已整治20个' } });
  });

  test('closed before, it is closed on its day, with the look-backs that lie ahead', () => {
    const story = joined({ state: 'closed', doneOn: '2024-02-20', closedOn: '2024-03-05' });
    expect(told(story)).toEqual([]);
    expect(story.state).toMatchObject({
      phase: 'closed',
      closure: { day: '2024-03-05', late: false },
      lookBack: { base: '2024-03-05', done: 1, next: '2024-09-05' },
    });
    const late = joined(
      { state: 'closed', doneOn: '2024-03-01', closedOn: '2024-03-05' },
      { doneDue: due('2024-02-29') },
    );
    expect(late.state.closure?.late).toBe(true);
  });

  test('closed long ago, nothing more is to come', () => {
    const story = joined({ state: 'closed', closedOn: '2023-03-05' });
    expect(story.state.archivedAt).not.toBeNull();
  });

  test('done and not closed, it is to be handed in within the days of a resubmission', () => {
    const story = joined({ state: 'done', doneOn: '2024-06-15' });
    expect(story.state.resubmitBy).toBe('2024-07-15');
    story.submitAndClose('2024-07-10');
    expect(story.state.phase).toBe('closed');
  });

  test('permanent, it has no date and goes on reporting', () => {
    const story = joined({ state: 'longTerm' });
    expect(story.state).toMatchObject({ longTerm: true, doneDue: null, judgedBy: null });
    const coming = agenda(story.state, contextAt('2024-07-02')).map(({ limit }) => limit.ladder);
    expect(coming).toEqual(['cycle', 'yearly']);
  });

  test.each([
    ['closed without a day', { state: 'closed' }],
    ['done without a day', { state: 'done' }],
    ['worked on and closed', { state: 'ongoing', closedOn: '2024-03-05' }],
    ['closed before it was done', { state: 'closed', doneOn: '2024-03-06', closedOn: '2024-03-05' }],
  ] as [string, History][])('%s is refused', (_, history) => {
    const draft = { type: 'draft', draft: measureDraft({ history }), campaign: 'c1' } as const;
    given().when(draft, engine, '2024-07-01').thenRefused('history-contradicts');
  });

  test('entered on a draft by the office, and on nothing else', () => {
    const draft = { ...{ type: 'Drafted', at: 0, by: 'system', notices: [], campaign: 'c1' }, draft: measureDraft() };
    const history: History = { state: 'closed', closedOn: '2024-03-05' };
    const enter = { type: 'enterHistory', history } as const;
    given(draft as never)
      .when(enter, as.liaison, '2024-07-01')
      .thenRefused('not-allowed');
    given(draft as never)
      .when(enter, as.coordinator, '2024-07-01')
      .thenEvents({ type: 'HistoryEntered', history });
    const tomorrow = { ...enter, history: { ...history, closedOn: '2024-07-02' } };
    given(draft as never)
      .when(tomorrow, as.coordinator, '2024-07-01')
      .thenRefused('bad-input');
    const issued = {
      ...{ type: 'Issued', at: 0, by: 'system', notices: [] },
      document: '',
      approvers: [],
      doneDue: null,
    };
    given(draft as never, issued as never)
      .when(enter, as.coordinator, '2024-07-01')
      .thenRefused('wrong-state');
  });
});

test('immediate measures are counted from the date of the document', () => {
  const draft = { ...{ type: 'Drafted', at: 0, by: 'system', notices: [], campaign: 'c1' } };
  const item = measureDraft({ kind: 'immediate', doneDue: null });
  given({ ...draft, draft: item } as never)
    .when({ ...issue, on: '2024-06-20' }, engine, '2024-07-01')
    .thenEvents({
      type: 'Issued',
      doneDue: { text: '2024-07-20', day: '2024-07-20', why: 'immediate' },
    });
});

test('what has no unit or no date is not ready', () => {
  const of = (changes: object) => isIssuable({ ...new Story().state, ...changes });
  expect(of({})).toBe(true);
  expect(of({ leadUnit: '' })).toBe(false);
  expect(of({ doneDue: null })).toBe(false);
  expect(of({ doneDue: null, longTerm: true })).toBe(true);
});

test('what was counted before it joined counts from the first, and not more than there is', () => {
  const quantity = { kind: 'count' as const, unit: '个', total: 32 };
  const parts = [
    { id: 'P1', title: '东区', unit: 'zjj', total: 20 },
    { id: 'P2', title: '西区', unit: 'jyj', total: 12 },
  ];
  const whole = new Story({ quantity, history: { state: 'ongoing', counts: { '': 12 } } });
  expect(whole.state.quantity).toMatchObject({ done: 12 });
  expect(pastOf(whole.state)).toEqual({ state: 'ongoing', counts: { '': 12 } });
  const divided = new Story({ quantity, parts, history: { state: 'ongoing', counts: { P1: 7, P2: 12 } } });
  expect(divided.state).toMatchObject({ quantity: { done: 19 }, parts: [{ done: 7 }, { done: 12 }] });
  expect(pastOf(divided.state)).toEqual({ state: 'ongoing', counts: { P1: 7, P2: 12 } });
  for (const [changes, counts, code] of [
    [{ quantity }, { '': 33 }, 'quantity-over-total'],
    [{ quantity, parts }, { '': 7 }, 'bad-input'],
    [{}, { '': 7 }, 'bad-input'],
  ] as const) {
    const item = measureDraft({ ...(changes as object), history: { state: 'ongoing', counts } });
    const drafted = decide(null, { type: 'draft', draft: item, campaign: 'c1' }, engine, contextAt('2024-07-01'));
    expect(drafted).toMatchObject({ code });
  }
});
