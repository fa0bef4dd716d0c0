import { expect, it } from 'vitest';
import { dueStreams, nextInstant } from '../../ledger/queries/agenda.ts';
import { campaigns, findings, measures } from '../../ledger/queries/board.ts';
import type { MeasureRow } from '../../ledger/tables/board.ts';
import { campaign, event, nine, record } from './given.ts';
import { onStores } from './stores.ts';

const office = 'campaign/xiangcheng-2024';
const finding = 'finding/xiangcheng-2024/3';
const measureOf = (id: string) => `measure/xiangcheng-2024/${id}`;

onStores(['memory', 'postgres'], (ledger) => {
  it('the next instant is the earliest any stream that is not archived waits for', async () => {
    expect(await nextInstant(ledger().db, campaign)).toBeNull();
    await record(ledger(), measureOf('1'), [event('Issued')], { nextAt: nine + 20 });
    await record(ledger(), measureOf('2'), [event('Issued')], { nextAt: nine + 10 });
    await record(ledger(), measureOf('3'), [event('Archived')], { nextAt: nine, archived: true });
    await record(ledger(), measureOf('4'), [event('Issued')]);
    await record(ledger(), 'measure/changshu/1', [event('Issued')], { nextAt: nine }, 'changshu');

    expect(await nextInstant(ledger().db, campaign)).toBe(nine + 10);
    expect(await dueStreams(ledger().db, campaign, nine + 10)).toEqual([
      { id: measureOf('2'), kind: 'measure', nextAt: nine + 10 },
    ]);
    expect((await dueStreams(ledger().db, campaign, nine + 20)).map(({ id }) => id)).toEqual(['2', '1'].map(measureOf));
  });

  it('the board’s rows are those of the last write', async () => {
    const row = { id: '3-1', finding: '3', ...texts, kind: 'dated', light: null, late: false, publish: true } as const;
    await record(ledger(), measureOf('3-1'), [event('Issued')], {
      projection: { table: 'measure', row: { ...row, ...order, phase: 'issued', holder: 'unit' } },
    });
    await record(ledger(), measureOf('3-1'), [event('Closed')], {
      projection: { table: 'measure', row: { ...row, ...order, phase: 'closed', light: 'closed', holder: null } },
    });
    expect(await measures(ledger().db, campaign)).toEqual([
      { ...row, campaign, stream: measureOf('3-1'), phase: 'closed', light: 'closed', holder: null },
    ]);

    const third = { id: '3', no: '3', title: '台账不全', category: ['组织建设', '制度'], phase: 'open' };
    await Promise.all([
      record(ledger(), finding, [event('FindingIssued')], {
        projection: {
          table: 'finding',
          row: { ...third, lead_unit: 'zhujian', publish: false, place: '013', settled: false, keys: [] },
        },
      }),
      record(ledger(), office, [event('CampaignStarted')], {
        projection: {
          table: 'campaign',
          row: { id: campaign, name: '相城区委巡察整改', phase: 'running', feedback_on: '2024-01-11', clock: 'real' },
        },
      }),
    ]);
    expect(await findings(ledger().db, campaign)).toEqual([
      { ...third, campaign, stream: finding, lead_unit: 'zhujian', publish: false },
    ]);
    expect(await campaigns(ledger().db)).toMatchObject([{ id: campaign, stream: office, feedback_on: '2024-01-11' }]);
  });

  it('measures are filtered by what is asked, null included, and paged by id', async () => {
    const put = (id: string, more: Partial<MeasureRow>) =>
      record(ledger(), measureOf(id), [event('Issued')], {
        projection: { table: 'measure', row: { ...plain, ...order, id, ...more } },
      });
    await Promise.all([
      put('1', { light: 'overdue', late: true }),
      put('2', { light: 'overdue', lead_unit: 'jiaoyu' }),
      put('3', { holder: null }),
    ]);
    const ids = async (...of: Parameters<typeof measures> extends [unknown, unknown, ...infer Rest] ? Rest : never) =>
      (await measures(ledger().db, campaign, ...of)).map(({ id }) => id);

    expect(await ids()).toEqual(['1', '2', '3']);
    expect(await ids({ light: 'overdue' })).toEqual(['1', '2']);
    expect(await ids({ light: 'overdue', late: true })).toEqual(['1']);
    expect(await ids({ holder: null })).toEqual(['3']);
    expect(await ids({ lead_unit: 'zhujian' }, { after: '1', limit: 5 })).toEqual(['3']);
    expect(await ids({}, { limit: 2 })).toEqual(['1', '2']);
  });
});

const texts = {
  no: '(1)',
  title: '补齐台账',
  lead_unit: 'zhujian',
  leader: 'li',
  effect_due: null,
  done_due: '2024-09-30',
};
const order = {
  ...({ place: '011', base: 'open', past_by: 'unit' } as const),
  ...{ soon_from: '2024-09-20', lag_from: '9999-12-31', late_from: '2024-10-01' },
  ...{ due: '2024-09-30', long_term: false, closed_on: null, asks: false, keys: [] as string[] },
};
const plain = {
  ...texts,
  finding: '3',
  kind: 'dated',
  phase: 'active',
  light: 'normal',
  holder: 'unit',
  late: false,
  publish: true,
} as const;
