import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readLists } from '../../documents/in/lists/read.ts';
import { listsWorkbook } from '../../documents/out/lists.ts';
import { compareItem } from '../../domain/import/compare.ts';
import { saidOfFinding, saidOfMeasure } from '../../domain/import/fields.ts';
import type { Lists } from '../../domain/plan/lists.ts';
import { directory, due, findingDraft, jyj, measureDraft, people, zjj } from '../support/domain.ts';

const on = '2024-03-28';
const read = (bytes: Buffer) => readLists([{ name: 'lists.xlsx', bytes }], { on, feedback: on });

/** What is different in lists that were written and read again. */
async function differences(lists: Lists) {
  const { lists: again, rows, errors } = read(await listsWorkbook(lists));
  expect(errors).toEqual([]);
  expect(rows.flatMap(({ questions }) => questions)).toEqual([]);
  const known = (standing: object) => ({ standing: standing as Record<string, unknown>, before: null, settled: false });
  const measures = new Map(lists.measures.map((one) => [one.id, one]));
  const findings = new Map(lists.findings.map((one) => [one.id, one]));
  expect(again.directory.units).toEqual(lists.directory.units);
  expect(again.directory.persons).toEqual(lists.directory.persons);
  expect([again.measures.length, again.findings.length]).toEqual([measures.size, findings.size]);
  return [
    ...again.measures.map((one) =>
      compareItem(one.id, saidOfMeasure(one), known(saidOfMeasure(measures.get(one.id)!)), {}),
    ),
    ...again.findings.map((one) =>
      compareItem(one.id, saidOfFinding(one), known(saidOfFinding(findings.get(one.id)!)), {}),
    ),
  ].filter(({ outcome }) => outcome !== 'same');
}

describe('lists that are written and read again', () => {
  test('say the same in every row: the example', async () => {
    const bytes = readFileSync(new URL('../../examples/qinghe.xlsx', import.meta.url));
    expect(await differences(read(bytes).lists)).toEqual([]);
  });

  test('say what waits for a condition and who watches it', async () => {
    const condition = { text: '与轨道交通同步', watcher: `unit:${jyj}` } as const;
    const measures = [measureDraft({ doneDue: null, condition }), measureDraft({ id: 'm2', text: '另一条' })];
    const lists: Lists = { directory, findings: [findingDraft()], measures };
    const { lists: again, errors } = read(await listsWorkbook(lists));
    expect(errors).toEqual([]);
    expect(again.measures.map((one) => one.condition)).toEqual([condition, undefined]);
  });

  test('say how much is done, of a whole and of parts with shares', async () => {
    const quantity = { kind: 'area' as const, unit: '亩', total: 120.5 };
    const parts = [
      { id: zjj, title: '区住建局', unit: zjj, total: 100 },
      { id: jyj, title: '校园周边', unit: jyj, total: 20.5 },
    ];
    const histories = [
      { state: 'ongoing' as const, counts: { '': 60.5 } },
      { state: 'ongoing' as const, counts: { [zjj]: 40, [jyj]: 20.5 } },
    ];
    const measures = [
      measureDraft({ quantity, history: histories[0]! }),
      measureDraft({ id: 'm2', text: '另一条', quantity, parts, history: histories[1]! }),
    ];
    const { lists: again, errors } = read(await listsWorkbook({ directory, findings: [findingDraft()], measures }));
    expect(errors).toEqual([]);
    expect(again.measures.map(({ history }) => history)).toEqual(histories);
    const wrong = (counts: Record<string, number>) => [
      measureDraft({ quantity, history: { state: 'ongoing', counts } }),
    ];
    const over = read(await listsWorkbook({ directory, findings: [findingDraft()], measures: wrong({ '': 121 }) }));
    expect(over.errors).toMatchObject([{ code: 'quantity-over-total' }]);
  });

  test('say the same of all kinds, of people who share a name, and of what is public', async () => {
    const twins = [
      { ...people.liaison, id: 'p-one', name: '王联络' },
      {
        ...people.jyjLiaison,
        id: 'p-two',
        name: '王联络',
        deputy: 'p-one',
        leave: [{ from: '2024-05-06', to: '2024-05-24' }],
      },
    ];
    const lists: Lists = {
      directory: { ...directory, persons: [...directory.persons, ...twins] },
      findings: [findingDraft({ id: 'f-8k2', no: '（一）', category: [] })],
      measures: [
        measureDraft({ finding: 'f-8k2', handler: 'p-two', participants: [jyj], publish: false }),
        measureDraft({
          ...{ id: 'm2', finding: 'f-8k2', text: '长期坚持', kind: 'longTerm', doneDue: null, leadUnit: jyj },
          ...{ participants: [zjj], handler: 'p-one' },
        }),
        measureDraft({ id: 'm3', finding: 'f-8k2', text: '立即整改', kind: 'immediate', doneDue: due('2024-07-31') }),
        measureDraft({ id: 'm4', finding: 'f-8k2', text: '马上整改', kind: 'immediate', doneDue: null }),
        measureDraft({
          ...{ id: 'm5', finding: 'f-8k2', text: '持续推进', kind: 'continuing', effectDue: due('2024-06-28') },
          milestones: [
            { day: '2024-05-15', text: '进场' },
            { day: '2024-08-15', text: '完工' },
          ],
        }),
        measureDraft({
          ...{ id: 'm6', finding: 'f-8k2', text: '改造老旧小区', quantity: { kind: 'count', unit: '个', total: 40 } },
          parts: [
            { id: 'P1', title: '东区', unit: zjj, total: 25 },
            { id: 'P2', title: '西区', unit: zjj, total: 15 },
          ],
          quotas: [{ day: '2024-08-31', done: 20 }],
        }),
        measureDraft({
          ...{ id: 'm7', finding: 'f-8k2', text: '盘活资产', quantity: { kind: 'money', unit: '万元', total: 860.5 } },
          parts: [{ id: 'a', title: directory.units[0]!.name, unit: directory.units[0]!.id }],
        }),
      ].map((one) => ({ ...one, title: one.text.split('。')[0]! })),
    };
    expect(await differences(lists)).toEqual([]);
  });

  test('say the same in every column, and what of them is history, plan and team is there again', async () => {
    const lists: Lists = {
      directory,
      findings: ['f1', 'f2', 'f3'].map((id) => findingDraft({ id, no: id, title: `关于${id}的问题` })),
      measures: [
        measureDraft({
          ...{ id: 'm1', finding: 'f1', alsoUnder: ['f2', 'f3'], note: '与巡察整改一并办理', cadence: 'quarterly' },
          history: { state: 'closed', progress: '已印发制度', doneOn: '2024-03-01', closedOn: '2024-03-08' },
        }),
        measureDraft({ id: 'm2', finding: 'f2', text: '二', history: { state: 'done', doneOn: '2024-03-02' } }),
        measureDraft({ id: 'm3', finding: 'f3', text: '三', history: { state: 'ongoing', progress: '正在办' } }),
      ].map((one) => ({ ...one, title: one.text.split('。')[0]! })),
    };
    expect(await differences(lists)).toEqual([]);
    const plans = [{ id: 'xr', name: '选人用人', leadDepartment: null, findings: ['f2'], links: {} }];
    const teams = [
      { id: 't1', name: '一专班', head: 'a', liaison: 'b', findings: ['f2', 'f3'] },
      { id: 't2', name: '二专班', head: 'a', liaison: 'b', findings: ['f3'] },
    ];
    const { rows, lists: again } = read(await listsWorkbook(lists, { plans, teams }));
    expect(again.measures.map(({ history }) => history)).toEqual(lists.measures.map(({ history }) => history));
    expect(rows.map(({ plan, team }) => [plan, team])).toEqual([
      [null, null],
      ['选人用人', '一专班'],
      [null, '一专班、二专班'],
    ]);
  });
});
