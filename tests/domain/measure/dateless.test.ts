import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../domain/actor.ts';
import { resolve } from '../../../domain/digest/resolve.ts';
import { isIssuable } from '../../../domain/measure/issue.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { findingsToTell } from '../../../domain/measure/status.ts';
import type { MeasureDraft } from '../../../domain/plan/lists.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { as, directory, due, engine, given, issue, jyj, measureDraft, without, zjj } from '../../support/domain.ts';
import { Story } from './story.ts';

/** As what its finding counts it after an event; null: as before. */
const statusAfter = (type: string, state: MeasureState) => findingsToTell({ type }, state)[0]?.status ?? null;

const hangs: Partial<MeasureDraft> = {
  doneDue: null,
  condition: { text: '与轨道8号线同步通车', watcher: 'person:member' },
};
const notYet = { type: 'answerCondition', result: 'notYet', word: '尚未通车' } as const;
const come = { type: 'answerCondition', result: 'come', doneDue: '2025-06-30' } as const;

describe('a measure that hangs on something else', () => {
  test('is issued only with a watcher, and has no date', () => {
    const bare = given({
      ...{ type: 'Drafted', at: 0, by: 'system', notices: [], campaign: 'c1' },
      draft: measureDraft({ doneDue: null }),
    } as never);
    expect(isIssuable(bare.state!)).toBe(false);
    bare.when(issue, engine, '2024-07-01').thenRefused('not-issuable');
    expect(new Story(hangs).state).toMatchObject({ phase: 'open', doneDue: null, judgedBy: null });
  });

  test('a draft gets its watcher from the office', () => {
    const draft = {
      ...{ type: 'Drafted', at: 0, by: 'system', notices: [], campaign: 'c1' },
      draft: measureDraft({ doneDue: null }),
    };
    const watch = { type: 'watch', watcher: 'office', condition: '待批复', reason: '未定日期' } as const;
    given(draft as never)
      .when(watch, as.liaison, '2024-06-20')
      .thenRefused('not-allowed');
    given(draft as never)
      .when(watch, as.coordinator, '2024-06-20')
      .thenEvents({ type: 'Watched', condition: { text: '待批复', watcher: 'office' } });
  });

  test('asks its watcher each cycle; he says not yet, with a word, and is asked again in the next', () => {
    const story = new Story(hangs);
    story.runTo('2024-07-24');
    expect(story.rungs('watch:').map(({ basis, notices }) => [basis, notices.map(({ to }) => to)])).toEqual([
      ['watch:2024-07', ['watcher']],
    ]);
    expect(resolve('watcher', { measure: story.state }, directory, '2024-07-26').map((one) => one.person.id)).toEqual([
      'member',
    ]);
    expect(story.try('2024-07-24', { ...notYet, word: ' ' }, as.member)).toMatchObject({ code: 'reason-missing' });
    expect(story.act('2024-07-24', notYet, as.member)).toMatchObject([{ type: 'ConditionAwaited', period: '2024-07' }]);
    story.runTo('2024-08-20');
    expect(story.rungs('watch:2024-07')).toHaveLength(1);
    story.runTo('2024-09-05');
    expect(story.rungs('watch:2024-08').map(({ rung }) => rung)).toEqual(['ask', 'unanswered', 'unanswered to office']);
  });

  test('once it has come it runs to the date he gives, and is judged by it', () => {
    const story = new Story(hangs);
    expect(story.try('2024-07-26', { ...come, doneDue: '2024-07-26' }, as.member)).toMatchObject({
      code: 'date-in-past',
    });
    expect(story.try('2024-07-26', { ...come, doneDue: '2025-02-30' }, as.member)).toMatchObject({
      code: 'no-such-date',
    });
    expect(story.try('2024-07-26', { ...come, effectDue: '2025-07-01' }, as.member)).toMatchObject({
      code: 'effect-after-done',
    });
    const [changed] = story.act('2024-07-26', { ...come, effectDue: '2025-03-31' }, as.member);
    expect(changed).toMatchObject({
      type: 'ConditionCame',
      notices: [{ to: 'unit' }, { to: 'handler' }, { to: 'leader' }],
    });
    expect(story.state).toMatchObject({ judgedBy: '2025-06-30', effectDue: { day: '2025-03-31' } });
    expect(story.state.condition).toBeUndefined();
    expect(story.light('2025-07-01')).toBe('overdue');
    expect(story.try('2024-07-29', notYet, as.member)).toMatchObject({ code: 'wrong-state' });
  });

  test('nobody gives his own unit a date, and nobody else answers but the office', () => {
    const story = new Story(hangs);
    expect(story.try('2024-07-26', come, as.jyjLiaison)).toMatchObject({ code: 'not-allowed' });
    expect(Array.isArray(story.try('2024-07-26', come, as.clerk))).toBe(true);
    const watch = { type: 'watch', reason: '更换' } as const;
    expect(story.try('2024-07-26', { ...watch, watcher: `unit:${zjj}` }, as.clerk)).toMatchObject({ code: 'own-item' });
    expect(story.try('2024-07-26', { ...watch, watcher: 'person:liaison' }, as.clerk)).toMatchObject({
      code: 'own-item',
    });
    expect(story.try('2024-07-26', { ...watch, watcher: 'person:x' }, as.clerk)).toMatchObject({ code: 'unknown-id' });
    story.act('2024-07-26', { ...watch, watcher: `unit:${jyj}` }, as.clerk);
    expect(Array.isArray(story.try('2024-07-26', come, as.jyjLiaison))).toBe(true);
    const own = new Story({ ...hangs, leadUnit: jyj, condition: { text: '通车', watcher: `unit:${jyj}` } });
    expect(own.try('2024-07-26', come, as.jyjLiaison)).toMatchObject({ code: 'own-item' });
  });

  test('a watcher who is gone is not nobody: the office hears of it', () => {
    const [first] = resolve('watcher', { measure: new Story(hangs).state }, without('member'), '2024-07-26');
    expect(first).toMatchObject({ rerouted: 'vacant', person: { roles: ['office'] } });
  });

  test('his successor watches on', () => {
    const story = new Story(hangs);
    story.act('2024-07-10', { type: 'succeed', from: 'member', to: 'clerk' }, engine);
    expect(story.state.condition?.watcher).toBe('person:clerk');
  });

  test('with a date, or of a kind that has none, it is not laid down', () => {
    for (const changes of [
      { doneDue: due('2024-12-31') },
      { kind: 'immediate' as const },
      { kind: 'longTerm' as const },
    ])
      given()
        .when({ type: 'draft', draft: measureDraft({ ...hangs, ...changes }), campaign: 'c1' }, engine, '2024-07-01')
        .thenRefused('bad-input');
    expect(
      new Story().try('2024-07-10', { type: 'watch', watcher: 'office', condition: '通车', reason: '等' }, as.clerk),
    ).toMatchObject({ code: 'wrong-state' });
  });
});

const ask = { type: 'askPermanent' as const, evidence: ['sha256:z'] };
const accept = { type: 'acceptPermanent' } as const;
const permanent = (changes: Partial<MeasureDraft> = {}, world = {}) =>
  new Story({ kind: 'longTerm', doneDue: null, ...changes }, world);
const accepted = () => {
  const story = permanent();
  story.act('2024-08-01', ask, as.liaison);
  story.act('2024-08-02', accept, as.leader);
  story.act('2024-08-05', accept, as.coordinator);
  return story;
};

describe('a long-term measure', () => {
  test('holds its finding open until leader and office have accepted it, one after the other', () => {
    const story = permanent();
    expect(statusAfter('Issued', story.state)).toBe('open');
    expect(story.try('2024-08-01', accept, as.leader)).toMatchObject({ code: 'wrong-state' });
    expect(story.try('2024-08-01', { ...ask, evidence: [] }, as.liaison)).toMatchObject({ code: 'evidence-missing' });
    story.act('2024-08-01', ask, as.liaison);
    expect(story.try('2024-08-01', accept, as.coordinator)).toMatchObject({ code: 'not-allowed' });
    story.act('2024-08-02', accept, as.leader);
    expect(statusAfter('PermanenceAccepted', story.state)).toBeNull();
    story.act('2024-08-05', accept, as.coordinator);
    expect(statusAfter('PermanenceAccepted', story.state)).toBe('longTerm');
    expect(story.state.permanence).toEqual({ by: 'liaison', signedBy: 'leader', acceptedBy: 'coordinator' });
  });

  test('its two words are two persons’, and nobody’s in his own matter', () => {
    const both: Actor = { person: 'leader', units: [], roles: ['leader', 'office'] };
    const story = permanent();
    story.act('2024-08-01', ask, as.liaison);
    story.act('2024-08-02', accept, both);
    expect(story.try('2024-08-05', accept, both)).toMatchObject({ code: 'own-item' });
    expect(story.try('2024-08-05', accept, as.seconded)).toMatchObject({ code: 'own-item' });
    const head = permanent({ leaders: [] });
    head.act('2024-08-01', ask, as.liaison);
    expect(head.state.permanence?.asks).toBe('office');
    head.act('2024-08-02', accept, as.clerk);
    expect(head.try('2024-08-05', accept, as.clerk)).toMatchObject({ code: 'own-item' });
    head.act('2024-08-05', accept, as.coordinator);
    expect(head.state.permanence).toMatchObject({ signedBy: 'clerk', acceptedBy: 'coordinator' });
  });

  test('refused, it can be asked for again; unanswered, whoever holds it is asked', () => {
    const story = permanent();
    story.act('2024-08-01', ask, as.liaison);
    story.runTo('2024-08-20');
    expect(story.rungs('permanent:leader').map(({ rung }) => rung)).toEqual(['limit', 'past', 'past', 'past']);
    story.act('2024-08-20', { type: 'refusePermanent', reason: '制度未印发' }, as.leader);
    expect(story.state.permanence).toBeUndefined();
    expect(Array.isArray(story.try('2024-08-21', ask, as.liaison))).toBe(true);
  });

  test('goes on reporting by its own cadence, and is looked at once a year by somebody who has not accepted it', () => {
    const story = accepted();
    expect(story.state.reviewOn).toBe('2025-07-01');
    story.runTo('2025-07-02');
    expect(story.rungs('cycle:').map(({ basis }) => basis)).toContain('cycle:2025-Q2');
    expect(story.rungs('yearly:').map(({ rung, notices }) => [rung, notices.map(({ to }) => to)])).toEqual([
      ['due', ['unit', 'checker']],
    ]);
    const review = { type: 'reviewPermanent', method: '查阅台账', result: 'held' } as const;
    expect(story.try('2025-07-03', review, as.coordinator)).toMatchObject({ code: 'own-item' });
    story.act('2025-07-03', review, as.clerk);
    expect(story.state).toMatchObject({ reviewOn: '2026-07-03', longTerm: true });
    expect(statusAfter('PermanenceReviewed', story.state)).toBeNull();
  });

  test('what is not kept up gets a date again, and opens its finding', () => {
    const story = accepted();
    const review = { type: 'reviewPermanent', method: '走访', result: 'rebound', reason: '台账中断' } as const;
    expect(story.try('2025-07-03', review, as.clerk)).toMatchObject({ code: 'no-such-date' });
    story.act('2025-07-03', { ...review, newDue: '2025-09-30' }, as.clerk);
    expect(story.state).toMatchObject({ longTerm: false, judgedBy: '2025-09-30' });
    expect(story.state.permanence).toBeUndefined();
    expect(statusAfter('Rebounded', story.state)).toBe('open');
  });

  test('converted, it has to be accepted like any other; joined with its history it was accepted before', () => {
    const story = new Story(hangs);
    story.act('2024-08-01', { type: 'convertToLongTerm', reason: '长期坚持', approver: '区委书记' }, as.coordinator);
    expect(story.state).toMatchObject({ longTerm: true, reviewOn: '2025-08-01' });
    expect(story.state.condition).toBeUndefined();
    expect(statusAfter('ConvertedToLongTerm', story.state)).toBeNull();
    const joined = permanent({ history: { state: 'longTerm' } });
    expect(statusAfter('Joined', joined.state)).toBe('longTerm');
  });

  test('its review comes by policy', () => {
    const story = permanent({}, { policy: { ...standard, longTermReviewMonths: 6 } });
    expect(story.state.reviewOn).toBe('2025-01-02');
  });
});

test('what is suspended is not forgotten: the office is asked every four weeks, the unit never', () => {
  const story = new Story();
  story.act('2024-08-01', { type: 'suspend', reason: '诉讼' }, as.coordinator);
  const raised = story.runTo('2024-11-30');
  expect(raised.flatMap(({ notices }) => notices.map(({ to, letter }) => `${letter} ${to}`))).toEqual(
    Array.from({ length: 4 }, () => 'suspended office'),
  );
});

test('a reviewer who sat on it before it was suspended is reminded anew once it is resumed', () => {
  const story = new Story();
  story.act('2024-07-10', { type: 'submit', evidence: ['e1'] }, as.principal);
  story.runTo('2024-12-01');
  story.act('2024-12-02', { type: 'suspend', reason: '诉讼' }, as.coordinator);
  story.act('2025-02-03', { type: 'resume' }, as.coordinator);
  const raised = story.runTo('2025-03-03').flatMap((event) => (event.type === 'RungReached' ? [event.rung] : []));
  expect(raised.slice(0, 2)).toEqual(['limit', 'past']);
});
