import { describe, expect, test } from 'vitest';
import type { MeasureEvent } from '../../../domain/measure/events.ts';
import type { MeasureDraft } from '../../../domain/plan/lists.ts';
import { as, due, engine, given, issue, measureDraft } from '../../support/domain.ts';

const draft = (changes: Partial<MeasureDraft> = {}) =>
  ({ type: 'draft', draft: measureDraft(changes), campaign: 'c1' }) as const;
const drafted = (changes: Partial<MeasureDraft> = {}): MeasureEvent => ({
  type: 'Drafted',
  at: 0,
  by: 'system',
  notices: [],
  draft: measureDraft(changes),
  campaign: 'c1',
});

describe('a draft', () => {
  test('is laid down by the engine, once', () => {
    given().when(draft(), engine, '2024-07-01').thenEvents({ type: 'Drafted', by: 'system' });
    given().when(draft(), as.coordinator, '2024-07-01').thenRefused('not-allowed');
    given(drafted()).when(draft(), engine, '2024-07-01').thenRefused('wrong-state');
  });

  test('with effect due after done is refused', () => {
    given()
      .when(draft({ effectDue: due('2024-10-01') }), engine, '2024-07-01')
      .thenRefused('effect-after-done');
    given()
      .when(draft({ effectDue: due('2024-09-30') }), engine, '2024-07-01')
      .thenEvents({ type: 'Drafted' });
  });

  test('with a date that does not exist is refused', () => {
    given()
      .when(draft({ doneDue: due('2025-02-29') }), engine, '2024-07-01')
      .thenRefused('no-such-date');
    const milestones = [{ day: '2024-06-31', text: '进场' }];
    given().when(draft({ milestones }), engine, '2024-07-01').thenRefused('no-such-date');
  });
});

describe('issuing', () => {
  test('sets the clock running and tells the unit, the participants and the leader', () => {
    given(drafted())
      .when(issue, engine, '2024-07-01')
      .thenEvents({
        type: 'Issued',
        doneDue: measureDraft().doneDue,
        notices: [expect.anything(), expect.anything(), expect.anything()],
      });
  });

  test('is done by the engine when the campaign is issued', () => {
    given(drafted()).when(issue, as.coordinator, '2024-07-01').thenRefused('not-allowed');
  });

  test('an immediate measure is due thirty days after issue', () => {
    given(drafted({ kind: 'immediate', doneDue: null }))
      .when(issue, engine, '2024-07-01')
      .thenEvents({ type: 'Issued', doneDue: expect.objectContaining({ day: '2024-07-31', why: 'immediate' }) });
  });

  test('an immediate measure whose effect is due later than that is refused', () => {
    given(drafted({ kind: 'immediate', doneDue: null, effectDue: due('2024-08-01') }))
      .when(issue, engine, '2024-07-01')
      .thenRefused('effect-after-done');
  });

  test('a long-term measure has no end date, whatever the list said', () => {
    given(drafted({ kind: 'longTerm' }))
      .when(issue, engine, '2024-07-01')
      .thenEvents({ type: 'Issued', doneDue: null });
  });

  test('a dated measure without a date, or without a unit, is not issued', () => {
    given(drafted({ doneDue: null }))
      .when(issue, engine, '2024-07-01')
      .thenRefused('not-issuable');
    given(drafted({ leadUnit: '' }))
      .when(issue, engine, '2024-07-01')
      .thenRefused('not-issuable');
  });

  test('no command reaches a measure that does not exist', () => {
    given().when({ type: 'acknowledge' }, as.liaison, '2024-07-01').thenRefused('unknown-id');
  });
});
