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
function ordersOf(changes: Partial<MeasureDraft>, state: MeasureState, when = '2024-08-01', last = {}) {
  const draft = measureDraft(changes);
  const known = { standing: standingOfMeasure(state), before: saidOfMeasure(measureDraft(last)), settled: false };
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

  test('an amount is adjusted with approver, what is not divided yet is divided, shares change as one', () => {
    const quantity = { kind: 'count' as const, unit: '个', total: 30 };
    const shared = (first: number, second: number) => [
      { id: 'a', title: '东区', unit: zjj, total: first },
      { id: 'b', title: '西区', unit: jyj, total: second },
    ];
    const story = new Story();
    const { orders, refusal } = ordersOf({ quantity, parts: shared(10, 20) }, story.state);
    expect(orders).toEqual([
      { type: 'adjust', changes: { quantity }, ...authority },
      { type: 'divide', parts: shared(10, 20) },
    ]);
    expect(refusal).toBeNull();
    for (const order of orders) story.act('2024-08-01', order, as.coordinator);
    const again = (changes: Partial<MeasureDraft>) =>
      ordersOf(changes, story.state, '2024-08-02', { quantity, parts: shared(10, 20) });
    const more = again({ quantity: { ...quantity, total: 35 }, parts: shared(15, 20) });
    expect(more.orders).toEqual([
      { type: 'adjust', changes: { quantity: { ...quantity, total: 35 }, shares: { a: 15 } }, ...authority },
    ]);
    expect(more.refusal).toBeNull();
    const [only] = shared(30, 0);
    expect(again({ quantity, parts: [only!] }).refusal).toMatchObject({ code: 'wrong-state' });
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
