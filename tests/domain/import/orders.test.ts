import { describe, expect, test } from 'vitest';
import { compareItem } from '../../../domain/import/compare.ts';
import { saidOfFinding, saidOfMeasure, standingOfMeasure } from '../../../domain/import/fields.ts';
import { findingOrder, firstRefusal, measureOrders } from '../../../domain/import/orders.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import type { MeasureDraft } from '../../../domain/plan/lists.ts';
import { as, contextAt, due, findingDraft, jyj, measureDraft, zjj } from '../../support/domain.ts';
import { Story } from '../measure/story.ts';

const authority = { reason: '导入 abc', approver: '区委' };

/** What a row with these changes asks of a measure issued on 2024-07-01, on a day. */
function ordersOf(changes: Partial<MeasureDraft>, state: MeasureState, when = '2024-08-01') {
  const draft = measureDraft(changes);
  const known = { standing: standingOfMeasure(state), before: saidOfMeasure(measureDraft()), settled: false };
  const { changes: found } = compareItem('m1', saidOfMeasure(draft), known, {});
  const orders = measureOrders(state, draft, found, authority, contextAt(when));
  return { orders, refusal: firstRefusal(state, orders, as.coordinator, contextAt(when)) };
}

describe('the commands of a changed row', () => {
  test('another unit is reassigned, another date adjusted, each with reason and approver', () => {
    const { orders, refusal } = ordersOf(
      { leadUnit: jyj, participants: [zjj], doneDue: due('2024-10-31') },
      new Story().state,
    );
    expect(orders).toEqual([
      ...[
        {
          type: 'reassign',
          leadUnit: jyj,
          participants: [zjj],
          handler: null,
          leaders: ['leader'],
          reason: '导入 abc',
        },
      ],
      { type: 'adjust', changes: { doneDue: due('2024-10-31') }, ...authority },
    ]);
    expect(refusal).toBeNull();
  });

  test('a date that has passed gets a new limit, under which it stays late', () => {
    const { orders, refusal } = ordersOf({ doneDue: due('2024-11-29') }, new Story().state, '2024-10-08');
    expect(orders).toEqual([{ type: 'setLimit', to: '2024-11-29', reason: '导入 abc' }]);
    expect(refusal).toBeNull();
  });

  test('what becomes long-term is converted', () => {
    const { orders, refusal } = ordersOf({ kind: 'longTerm', doneDue: null }, new Story().state);
    expect(orders.map(({ type }) => type)).toEqual(['convertToLongTerm']);
    expect(refusal).toBeNull();
  });

  test('what cannot be done is known before it is asked', () => {
    const { state } = new Story({ effectDue: due('2024-08-30') });
    expect(ordersOf({ effectDue: due('2024-08-30'), doneDue: due('2024-08-15') }, state).refusal).toMatchObject({
      code: 'effect-after-done',
    });
    expect(ordersOf({ kind: 'continuing', effectDue: due('2024-08-30') }, state).refusal).toMatchObject({
      code: 'wrong-state',
    });
  });

  test('a finding takes its changed fields and no others', () => {
    const said = findingDraft({ title: '新题', leadUnit: jyj });
    const known = { standing: saidOfFinding(findingDraft()), before: null, settled: false };
    const { changes } = compareItem('f1', saidOfFinding(said), known, {});
    expect(findingOrder(said, changes, authority)).toEqual({
      ...{ type: 'adjust', changes: { title: '新题', leadUnit: jyj } },
      ...authority,
    });
  });
});
